import { join, relative } from 'node:path';

import { artifactsDigest, type FinishedTrial, runSlice, type SliceOptions, type TrialTask } from '@nx-tune/runner';
import type { ExecutorContext } from '@nx/devkit';
import { cacheDir } from 'nx/src/utils/cache-directory.js';

import { promoteExecutor } from '../../constants.js';
import { removeEntry } from './cacheEntry.js';
import { healTrials } from './healTrials.js';
import { taskIn, trialOf, type WrongTrial } from './wrongTrials.js';

/**
 * Computes trials until the slice is over. If a trial could not start, since the one that it continues was restored from a wrong
 * entry of Nx's cache, that is put right, and the trial is computed then.
 */
export async function runTrials(
  tasks: readonly TrialTask[],
  options: SliceOptions,
  context: ExecutorContext,
): Promise<readonly FinishedTrial[]> {
  const finished = await runSlice(tasks, options);
  const held = finished.filter(isHeldUp);
  if (held.length === 0) return finished;
  for (const note of await healCheckpoints(
    held.map(({ task }) => task),
    context,
  ))
    options.onNoticed?.(note);
  const able = held.filter((trial) => !isHeldUp(trial)).map(({ task }) => task);
  const again = await runSlice(able, { ...options, sliceMs: Number.MAX_SAFE_INTEGER });
  return [...finished.filter(({ task }) => !able.includes(task)), ...again];
}

const isHeldUp = ({ task: { continues }, result }: FinishedTrial): boolean =>
  result.outcome.kind === 'failed' &&
  continues !== undefined &&
  artifactsDigest(continues.trialDir) !== continues.digest;

async function healCheckpoints(held: readonly TrialTask[], context: ExecutorContext): Promise<readonly string[]> {
  const below = new Map(held.map((task) => [task.continues?.trialDir ?? '', task]));
  const wrong = [...below].flatMap(([folder, task]) => wrongCheckpoint(folder, task, context));
  const { notes, problems } = await healTrials(wrong, context);
  const others = held.filter(({ continues }) => continues && artifactsDigest(continues.trialDir) !== continues.digest);
  return [...notes, ...problems, ...(others.length === 0 ? [] : [await promoteAgain(others, context)])];
}

function wrongCheckpoint(folder: string, { continues }: TrialTask, context: ExecutorContext): WrongTrial[] {
  const root = relative(context.root, folder).replaceAll('\\', '/');
  const found = taskIn(root, context);
  const trial = found === undefined ? undefined : trialOf(found, context);
  return trial === undefined || continues === undefined || found === undefined
    ? []
    : [{ task: found, trial, root, why: 'cannot be trusted: its artifacts are not those that were promoted' }];
}

/**
 * Removes the decisions that are kept in Nx's cache, of other artifacts than there are now: a trial may leave other bytes each
 * time.
 */
async function promoteAgain(held: readonly TrialTask[], context: ExecutorContext): Promise<string> {
  const { root, projectGraph, taskGraph } = context;
  const own = held.flatMap(({ trialDir }) => taskIn(relative(root, trialDir).replaceAll('\\', '/'), context) ?? []);
  const needed = own.flatMap((id) => taskGraph?.dependencies[id]?.map((one) => one.id) ?? []);
  const promotions = [...new Set(needed)].filter((id) => {
    const target = taskGraph?.tasks[id]?.target;
    return target && projectGraph.nodes[target.project]?.data.targets?.[target.target]?.executor === promoteExecutor;
  });
  const { taskHashes } = await import('../../snapshots/taskHashes.js');
  const hashes = taskGraph === undefined ? [] : (await taskHashes(projectGraph, taskGraph, promotions)).values();
  for (const hash of hashes) removeEntry({ folder: join(cacheDir, hash) });
  return 'Trials left artifacts that differ from those that were promoted; the next run decides again which trials go on.';
}
