import { terminalJson } from '@nx-tune/report';
import { measureCurvature } from '@nx-tune/runner';
import type { PlannedTrial } from '@nx-tune/sweep';
import type { Command } from 'commander';

import { Mistake } from '../../mistake.js';
import { exitOnSignals } from '../../run/exitOnSignals.js';
import type { OpenSweep } from '../../study/openSweep.js';
import { readResults } from '../../study/readResults.js';
import { addSweepVerb, type SweepVerbOptions } from '../arguments/addVerb.js';
import { resolveSweep } from '../arguments/resolveSweep.js';
import { resolveTrial } from '../arguments/resolveTrial.js';
import { print } from '../print.js';
import { renderTheory, theoryJson } from '../theory/renderTheory.js';
import { showProducts } from '../theory/showProducts.js';

interface TheoryOptions extends SweepVerbOptions {
  readonly trial?: string;
}

export function addTheory(program: Command, workspaceRoot: string): void {
  addSweepVerb(program, 'theory', {
    description:
      'measures the smallest and the largest curvature of what an objective minimizes, and recommends step size and momentum',
    examples: ['theory digits', 'theory digits --sweep random --trial best', 'theory digits --json'],
  })
    .argument('[project]')
    .option('--trial <trial>', 'the trial whose params the function "curvature" receives (default: the first)')
    .action(async (project: string | undefined, { sweep: name, trial: word, json = false }: TheoryOptions) => {
      const found = await resolveSweep(workspaceRoot, project, name);
      const { objective } = found.sweep;
      if (objective.kind === 'command')
        throw new Mistake(
          `${found.file} runs a command: only a module can describe its curvature, with a function "curvature".`,
        );
      const trial = word === undefined ? firstTrial(found) : resolveTrial(readResults(found, 'all'), word).planned;
      const { params, seed } = trial.definition;
      exitOnSignals();
      const { show, clear } = showProducts();
      const task = { projectDir: found.projectDir, path: objective.path, params, seed };
      const measured = await measureCurvature(task, show).finally(clear);
      if ('problem' in measured) throw new Mistake(`${found.file}: ${measured.problem}`);
      const told = { measured, params, location: found, space: found.sweep.space };
      print(json ? terminalJson(theoryJson(told)) : renderTheory(told));
    });
}

function firstTrial({ trials, file }: OpenSweep): PlannedTrial {
  const [first] = trials;
  if (first === undefined) throw new Mistake(`${file} has no trial whose params are known.`);
  return first;
}
