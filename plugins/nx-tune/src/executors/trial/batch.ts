import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import { type FinishedTrial, runSlice } from '@nx-tune/runner';

import { endWithNx } from './endWithNx.js';
import { nxParallel } from '../../hooks/nxParallel.js';
import { runId, versions } from '../runIdentity.js';
import { startProgress } from './progress.js';
import { readRun, type TrialsOfRun } from './trialsOfRun.js';
import { toTaskResult, type TaskResult } from './taskResult.js';
import { toTrialTask, type TrialOptions } from './trialTask.js';

/**
 * Computes trials in one worker process, until the slice is over. Nx caches those that are returned, and calls again for
 * the rest.
 */
export default async function computeTrials(batch: TaskGraph, options: Record<string, TrialOptions>, _: unknown, context: ExecutorContext): Promise<Record<string, TaskResult>> {
  endWithNx();
  const run = readRun(batch, context, runId());
  const progress = startProgress(run, nxParallel(context.nxJsonConfiguration));
  const ids = Object.keys(batch.tasks);
  const tasks = new Map(ids.map((id) => [toTask(id, batch, options, context), id]));
  const finished = await runSlice([...tasks.keys()], {
    parallel: nxParallel(context.nxJsonConfiguration),
    runId: runId(),
    versions,
    onFinished: (trial) => progress.finished(trial),
  });
  progress.end();
  return Object.fromEntries(finished.map((trial) => [tasks.get(trial.task) ?? '', resultOf(trial, run)]));
}

const toTask = (id: string, batch: TaskGraph, options: Record<string, TrialOptions>, context: ExecutorContext): ReturnType<typeof toTrialTask> =>
  toTrialTask(batch.tasks[id]?.target.project ?? '', options[id] as TrialOptions, context);

const resultOf = (trial: FinishedTrial, run: TrialsOfRun): TaskResult => toTaskResult(trial, run.sweeps.length > 0);
