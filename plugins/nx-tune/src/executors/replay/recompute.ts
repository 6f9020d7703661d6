import { rmSync } from 'node:fs';
import { join } from 'node:path';

import type { ExecutorContext } from '@nx/devkit';
import { runSlice, type TrialTask } from '@nx-tune/runner';
import type { PlannedTrial, Sweep, TrialResult } from '@nx-tune/search';

import { nxParallel } from '../../hooks/nxParallel.js';
import { runId, versions } from '../runIdentity.js';

/**
 * Computes trials in a folder of their own, whatever is known of them: neither Nx's cache nor the journal is asked or
 * told. The folder is removed afterwards.
 */
export async function recompute(
  sweep: Sweep,
  trials: readonly PlannedTrial[],
  projectDir: string,
  folder: string,
  context: ExecutorContext,
  onFinished: (done: number) => void,
): Promise<ReadonlyMap<string, TrialResult>> {
  const tasks = trials.map((trial) => taskOf(sweep, trial, projectDir, folder));
  let done = 0;
  try {
    const finished = await runSlice(tasks, {
      parallel: nxParallel(context.nxJsonConfiguration),
      runId: runId(),
      versions,
      recompute: true,
      sliceMs: Number.MAX_SAFE_INTEGER,
      onFinished: () => onFinished(++done),
    });
    return new Map(finished.map(({ result }) => [result.id, result]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function taskOf(sweep: Sweep, { id, definition }: PlannedTrial, projectDir: string, folder: string): TrialTask {
  const { isolation, limits, resources } = sweep;
  return { ...definition, id, projectDir, trialDir: join(folder, 'trials', id), isolation, limits, resources };
}
