import { terminalJson } from '@nx-tune/report';
import { defined } from '@nx-tune/search';
import { type Command, InvalidArgumentError } from 'commander';

import { resolveSweep } from '../arguments/resolveSweep.js';
import { addVerb, wholeNumber } from '../arguments/addVerb.js';
import { print } from '../print.js';
import { runOnSlurm, slurmFiles } from '../slurm/runOnSlurm.js';

interface Options extends Partial<Record<'perTrial' | 'submit' | 'wait' | 'json', boolean>> {
  readonly sweep?: string;
  readonly tasks?: number;
}

export function addSlurm(program: Command, workspaceRoot: string): void {
  addVerb(program, 'slurm', {
    description: 'writes scripts that compute a sweep as a Slurm job array and then gather it',
    examples: ['slurm digits --tasks 4 --wait -- --partition=short'],
  })
    .usage('[project] [options] [-- <options of sbatch>...]')
    .argument('[words...]', 'the project, and after -- the options for sbatch: --partition=gpu --time=2:00:00')
    .option('--sweep <name>', 'NAME of NAME.tune.yaml or NAME.tune.config.ts')
    .option(
      '--tasks <n>',
      'number of tasks in the array, each for a part of the trials (default: "shards" of the sweep file, or 10)',
      partCount,
    )
    .option('--per-trial', 'one task for each trial, instead of --tasks')
    .option('--submit', 'submit them')
    .option('--wait', 'submit them, show their progress, and exit with the exit code of the gathering job')
    .option('--json', 'print JSON at the end')
    .action(async (words: string[], { sweep, tasks, json = false, ...options }: Options) => {
      const { perTrial = false, submit = false, wait = false } = options;
      const [project, sbatch] = words[0]?.startsWith('-') === false ? [words[0], words.slice(1)] : [undefined, words];
      const asked = { perTrial, submit, wait, sbatch, ...defined({ tasks }) };
      const found = await resolveSweep(workspaceRoot, project, sweep);
      const exitCode = await runOnSlurm(workspaceRoot, found, asked, json ? () => undefined : print);
      if (json) print(terminalJson({ ...slurmFiles(found), exitCode }));
      process.exitCode = exitCode;
    });
}

function partCount(text: string): number {
  const count = wholeNumber(text);
  if (count > 256) throw new InvalidArgumentError('There are at most 256 parts; --per-trial has no such limit.');
  return count;
}
