import { Command, InvalidArgumentError, Option } from 'commander';

import { versions } from '../executors/runIdentity.js';
import { explain } from './explain.js';
import { findSweep } from './findSweep.js';
import { type KnownSweep, readKnownSweep } from './knownSweep.js';
import { Mistake } from './mistake.js';
import { runOnSlurm } from './slurm.js';
import { type Shown, showBest, showTrials, writeKnownReport } from './verbs.js';

/** `nx-tune best digits`: what committed files know of a sweep. Runs no trial. */
const program = new Command('nx-tune')
  .description('Says what is known of a sweep, and runs no trial. `nx tune <project>` runs it.')
  .version(versions['nx-tune'] ?? '')
  .showHelpAfterError();

verb('best', 'prints the best params as YAML, or with --json with their metrics', showBest).addHelpText(
  'after',
  '\nExample: nx-tune best digits --json > best.json',
);
verb('trials', 'lists the trials from best to worst', showTrials)
  .option('--filter <expression>', 'only those for which it holds: stepSize >= 0.1 and outcome = completed')
  .option('--sort <name>', 'by a parameter, a metric, number or rank; -NAME from large to small')
  .option('--top <n>', 'only so many', wholeNumber)
  .addOption(new Option('--format <format>', 'how they are printed').choices(['table', 'json', 'csv', 'md']))
  .addHelpText(
    'after',
    `
Examples:
  nx-tune trials digits --sweep random --top 5
  nx-tune trials digits --filter 'momentum > 0.5 and not outcome = diverged' --sort -stepSize
  nx-tune trials digits --format csv > trials.csv`,
  );
verb('report', 'writes report.html and figures/*.svg from the lock, and prints where they are', writeKnownReport);

program
  .command('explain')
  .description('says which trials will run and which will not, and why')
  .argument('<project>', 'the Nx project')
  .argument('[trial]', 'id of a trial, or its first characters; without it, all trials')
  .option('--sweep <name>', 'NAME of NAME.tune.yaml or NAME.tune.config.ts', 'tune')
  .option('--json', 'print JSON')
  .addHelpText('after', '\nExample: nx-tune explain digits 4f2a')
  .action(
    async (project: string, trial: string | undefined, { sweep, json = false }: { sweep: string; json?: boolean }) => {
      process.stdout.write(await explain(await findSweep(project, sweep), trial, json));
    },
  );

program
  .command('slurm')
  .description('writes scripts that compute a sweep as a Slurm job array and then gather it')
  .argument('<project>', 'the Nx project')
  .argument('[sbatch...]', 'after --, options for sbatch: --partition=gpu --time=2:00:00')
  .option('--sweep <name>', 'NAME of NAME.tune.yaml or NAME.tune.config.ts', 'tune')
  .option(
    '--tasks <n>',
    'tasks of the array, one part of the trials each (default: "shards" of the sweep file, or 10)',
    partCount,
  )
  .option('--per-trial', 'a task for each trial, instead of --tasks')
  .option('--submit', 'submit them')
  .option('--wait', 'submit them, show how far they are, and end as the gathering does')
  .addHelpText('after', '\nExample: nx-tune slurm digits --tasks 4 --wait -- --partition=short')
  .action(
    async (
      project: string,
      sbatch: string[],
      {
        sweep,
        tasks,
        ...options
      }: { sweep: string; tasks?: number } & Partial<Record<'perTrial' | 'submit' | 'wait', boolean>>,
    ) => {
      const { perTrial = false, submit = false, wait = false } = options;
      const asked = { perTrial, submit, wait, sbatch, ...(tasks === undefined ? {} : { tasks }) };
      process.exitCode = await runOnSlurm(await findSweep(project, sweep), asked, (text) => process.stdout.write(text));
    },
  );

function verb(name: string, description: string, answer: (known: KnownSweep, shown: Shown) => string): Command {
  return program
    .command(name)
    .description(description)
    .argument('<project>', 'the Nx project')
    .option('--sweep <name>', 'NAME of NAME.tune.yaml or NAME.tune.config.ts', 'tune')
    .option('--json', 'print JSON')
    .action(async (project: string, { sweep, ...options }: { sweep: string } & Omit<Shown, 'width' | 'color'>) => {
      const { columns, isTTY } = process.stdout;
      const shown = {
        ...options,
        width: isTTY ? columns : 100,
        color: isTTY && (process.env['NO_COLOR'] ?? '') === '',
      };
      process.stdout.write(answer(readKnownSweep(await findSweep(project, sweep)), shown));
    });
}

function partCount(text: string): number {
  const count = wholeNumber(text);
  if (count > 256) throw new InvalidArgumentError('There are at most 256 parts; --per-trial has no such limit.');
  return count;
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number above 0.');
}

program.parseAsync().then(
  // The project graph may leave a connection to Nx's daemon open.
  () => process.exit(),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Mistake ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
