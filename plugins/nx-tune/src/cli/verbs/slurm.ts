import { type Command, InvalidArgumentError } from 'commander';

import { runOnSlurm } from '../../slurm/runOnSlurm.js';
import { findSweep } from '../findSweep.js';
import { wholeNumber } from '../optionValues.js';
import { print } from '../print.js';
import { addVerb } from '../sweepVerb.js';

interface Options extends Partial<Record<'perTrial' | 'submit' | 'wait', boolean>> {
  readonly sweep?: string;
  readonly tasks?: number;
}

export function addSlurm(program: Command): void {
  addVerb(program, 'slurm', {
    description: 'writes scripts that compute a sweep as a Slurm job array and then gather it',
    examples: ['slurm digits --tasks 4 --wait -- --partition=short'],
  })
    .argument('<project>', 'the Nx project')
    .argument('[sbatch...]', 'after --, options for sbatch: --partition=gpu --time=2:00:00')
    .option('--sweep <name>', 'NAME of NAME.tune.yaml or NAME.tune.config.ts')
    .option(
      '--tasks <n>',
      'tasks of the array, one part of the trials each (default: "shards" of the sweep file, or 10)',
      partCount,
    )
    .option('--per-trial', 'a task for each trial, instead of --tasks')
    .option('--submit', 'submit them')
    .option('--wait', 'submit them, show how far they are, and end as the gathering does')
    .action(async (project: string, sbatch: string[], { sweep, tasks, ...options }: Options) => {
      const { perTrial = false, submit = false, wait = false } = options;
      const asked = { perTrial, submit, wait, sbatch, ...(tasks === undefined ? {} : { tasks }) };
      process.exitCode = await runOnSlurm(await findSweep(project, sweep), asked, print);
    });
}

function partCount(text: string): number {
  const count = wholeNumber(text);
  if (count > 256) throw new InvalidArgumentError('There are at most 256 parts; --per-trial has no such limit.');
  return count;
}
