import { canonicalJsonText } from '@nx-tune/search';
import type { Command } from 'commander';

import { resolveProject } from '../arguments/resolveProject.js';
import { ofProject } from '../arguments/resolveSweep.js';
import { terminal } from '../../run/terminal.js';
import { locateSweeps } from '../arguments/locateSweeps.js';
import { addVerb } from '../arguments/addVerb.js';
import { diagnose } from '../doctor/checks.js';
import { gatherFacts } from '../doctor/gatherFacts.js';
import { renderFindings } from '../doctor/renderFindings.js';
import { print } from '../print.js';

export function addDoctor(program: Command, workspaceRoot: string): void {
  addVerb(program, 'doctor', {
    description: 'finds problems: what the cache cannot see, what is not committed, what does not run',
    examples: ['doctor', 'doctor digits', 'doctor --json'],
  })
    .usage('[project] [options]')
    .argument('[project]', 'all projects with a sweep if it is left out')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExits with 1 if there is an error; warnings and notes do not count.')
    .action(async (wanted: string | undefined, { json = false }: { readonly json?: boolean }) => {
      const all = await locateSweeps(workspaceRoot);
      const project = wanted === undefined ? undefined : resolveProject(all, wanted, '');
      const locations = project === undefined ? all : ofProject(all, project);
      const findings = diagnose(gatherFacts(workspaceRoot, locations));
      print(json ? canonicalJsonText({ findings }) : renderFindings(findings, terminal().width));
      if (findings.some(({ severity }) => severity === 'error')) process.exitCode = 1;
    });
}
