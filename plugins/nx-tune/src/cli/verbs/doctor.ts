import type { Command } from 'commander';

import { chooseProject } from '../arguments/chooseSweep.js';
import { locateSweeps } from '../arguments/locateSweeps.js';
import { addVerb } from '../arguments/sweepVerb.js';
import { diagnose } from '../doctor/checks.js';
import { gatherFacts } from '../doctor/gatherFacts.js';
import { renderFindings } from '../doctor/renderFindings.js';
import { print, screen, toJsonText } from '../print.js';

export function addDoctor(program: Command): void {
  addVerb(program, 'doctor', {
    description: 'finds what will hurt: what the cache cannot see, what is not committed, what does not run',
    examples: ['doctor', 'doctor digits', 'doctor --json'],
  })
    .usage('[project] [options]')
    .argument('[project]', 'without it, all projects with a sweep')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExit code 1: there is an error; warnings and notes are none.')
    .action(async (wanted: string | undefined, { json = false }: { readonly json?: boolean }) => {
      const all = await locateSweeps();
      const project = wanted === undefined ? undefined : chooseProject(all, wanted, '');
      const findings = diagnose(gatherFacts(all.filter((place) => project === undefined || place.project === project)));
      print(json ? toJsonText({ findings }) : renderFindings(findings, screen().width));
      if (findings.some(({ severity }) => severity === 'error')) process.exitCode = 1;
    });
}
