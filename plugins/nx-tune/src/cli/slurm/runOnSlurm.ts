import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { escapeLines } from '@nx-tune/report';
import { isAdaptive } from '@nx-tune/search';
import { parseResult, type PlannedTrial, shardOf, taskName } from '@nx-tune/sweep';
import { crashSummary } from '@nx-tune/sweep/trial';

import { outputFolder } from '../../constants.js';
import { Mistake } from '../../mistake.js';
import type { OpenSweep } from '../../study/openSweep.js';
import { readText } from '../../study/readText.js';
import { trialDir } from '../../study/trialFolder.js';
import { isQueued, submit } from './slurm.js';
import { slurmScripts } from './slurmScripts.js';

/** The options of `nx-tune slurm`. */
export interface SlurmOptions {
  readonly tasks?: number;
  /** The array has one task for each trial. */
  readonly perTrial: boolean;
  readonly submit: boolean;
  readonly wait: boolean;
  /** Options for sbatch, for the array and for the gathering job. */
  readonly sbatch: readonly string[];
}

/** The paths of a sweep's scripts, relative to the workspace. */
export function slurmFiles({ root, name }: OpenSweep): { readonly array: string; readonly gather: string } {
  const folder = join(root, outputFolder, 'slurm', name);
  return { array: join(folder, 'array.sh'), gather: join(folder, 'gather.sh') };
}

/** Writes the scripts of a sweep, and submits and follows them if that is asked for. Returns the exit code. */
export async function runOnSlurm(
  workspaceRoot: string,
  found: OpenSweep,
  options: SlurmOptions,
  print: (text: string) => void,
): Promise<number> {
  const { project, name, root, sweep } = found;
  // What is run again follows from the results of all of them, so the job that gathers them computes it.
  const trials = found.trials.filter(({ slot }) => slot === undefined);
  if (isAdaptive(sweep.method))
    throw new Mistake(`"${sweep.method}" learns from all earlier trials, so its trials cannot be split in advance.`);
  if (sweep.ladder !== undefined)
    throw new Mistake('Promotions depend on all trials of a rung, so the trials cannot be split in advance.');
  const tasks = options.perTrial ? trials.length : (options.tasks ?? sweep.shards ?? defaultTasks);
  const folder = join(root, outputFolder, 'slurm', name);
  const each = options.perTrial ? { trials: trials.map((trial) => taskName(project, trial.name)) } : {};
  const scripts = slurmScripts({ project, sweep: name, tasks, folder, ...each });
  mkdirSync(join(workspaceRoot, folder), { recursive: true });
  for (const [file, text] of Object.entries(scripts))
    writeFileSync(join(workspaceRoot, folder, file), text, { mode: file.endsWith('.sh') ? 0o755 : 0o644 });
  print(
    escapeLines(
      `${folder}/array.sh   ${trials.length} trials as a job array of ${tasks} tasks\n${folder}/gather.sh  gathers them\n`,
    ),
  );
  if (!options.submit && !options.wait) {
    print('Submit them with --submit, or with --wait to follow them to the end.\n');
    return 0;
  }
  const array = await submit(workspaceRoot, join(folder, 'array.sh'), options.sbatch);
  const gather = await submit(workspaceRoot, join(folder, 'gather.sh'), [
    `--dependency=afterany:${array}`,
    ...options.sbatch,
  ]);
  const gatherLog = join(folder, `${gather}_gather.log`);
  print(escapeLines(`Job array ${array}, logs ${folder}/${array}_*.log\nGathering ${gather}, log ${gatherLog}\n`));
  if (!options.wait) return 0;
  await watch({ ...found, trials }, [array, gather], print);
  print(textOf(join(workspaceRoot, gatherLog)));
  for (const line of failures({ ...found, trials }, (trial) =>
    join(folder, `${array}_${shardOf(trial.id, tasks)}.log`),
  ))
    print(escapeLines(`${line}\n`));
  const code = Number(textOf(join(workspaceRoot, folder, `${gather}.exit`)) || 1);
  if (code !== 0) print(`The gathering job exited with ${code}: see ${gatherLog}.\n`);
  return code;
}

/** Enough for a small cluster, and few enough that starting Nx costs little compared with the trials. */
const defaultTasks = 10;

const longestPauseMs = 10_000;

/** Waits for the jobs, looks less and less often, and prints how many trials are done whenever that has changed. */
async function watch(found: OpenSweep, jobs: readonly string[], print: (text: string) => void): Promise<void> {
  let printed = -1;
  for (let pauseMs = 500; await isQueued(jobs); pauseMs = Math.min(longestPauseMs, pauseMs * 1.3)) {
    const done = found.trials.filter((trial) => outcomeOf(found, trial) === 'done').length;
    if (done !== printed) print(`${done} of ${found.trials.length} trials done\n`);
    printed = done;
    await sleep(pauseMs);
  }
}

/** A line for each trial that crashed or has no result, with the log of the task that computed it. */
function failures(found: OpenSweep, logOf: (trial: PlannedTrial) => string): string[] {
  return found.trials.flatMap((trial) => {
    const outcome = outcomeOf(found, trial);
    return outcome === 'done' ? [] : [`${trial.name}: ${outcome}; log ${logOf(trial)}`];
  });
}

function outcomeOf({ projectDir }: OpenSweep, trial: PlannedTrial): string {
  const result = parseResult(textOf(join(trialDir(projectDir, trial), 'result.json')));
  if (result === undefined) return 'no result';
  return result.outcome.kind === 'failed' ? `crashed (${crashSummary(result.outcome.error)})` : 'done';
}

const textOf = (file: string): string => readText(file) ?? '';
