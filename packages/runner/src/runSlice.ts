import type { TrialResult } from '@nx-tune/search';

import { createEvaluators } from './evaluators.js';
import { type Evaluation, type Evaluator, failedEvaluation, type TrialTask } from './evaluation.js';
import { mayStart } from './slice.js';
import { type Execution, prepareTrialFolder, toResult, writeTrial } from './trialFolder.js';

/** A trial that was computed in this slice. */
export interface FinishedTrial {
  readonly task: TrialTask;
  readonly result: TrialResult;
  readonly output: string;
  readonly startedAt: Date;
  readonly durationMs: number;
}

export interface SliceOptions {
  /** How many trials are computed at a time. */
  readonly parallel: number;
  /** Goes into each `run.json`: tells what this run executed from what was restored. */
  readonly runId: string;
  readonly versions: { readonly [name: string]: string };
  /** The slice's length, where it shall not follow from the trials' durations. */
  readonly sliceMs?: number;
  onStarted?(task: TrialTask): void;
  onFinished?(finished: FinishedTrial): void;
}

/**
 * Computes trials until the slice is over or none is left, and returns those that were computed: at least one. The
 * caller caches them and calls again for the rest.
 */
export async function runSlice(tasks: readonly TrialTask[], options: SliceOptions): Promise<readonly FinishedTrial[]> {
  const lanes = Math.min(Math.max(1, options.parallel), tasks.length);
  const evaluator = createEvaluators(lanes);
  const finished: FinishedTrial[] = [];
  const queue = [...tasks];
  const sliceStart = performance.now();
  let longestMs = 0;
  const lane = async (): Promise<void> => {
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
      const trial = await runTrial(task, evaluator, options);
      finished.push(trial);
      longestMs = Math.max(longestMs, trial.durationMs);
      if (!mayStart(performance.now() - sliceStart, longestMs, options.sliceMs)) return;
    }
  };
  try {
    await Promise.all(Array.from({ length: lanes }, lane));
  } finally {
    await evaluator.close();
  }
  return finished;
}

async function runTrial(task: TrialTask, evaluator: Evaluator, options: SliceOptions): Promise<FinishedTrial> {
  options.onStarted?.(task);
  const startedAt = new Date();
  const start = performance.now();
  const evaluation = await prepareAndEvaluate(task, evaluator);
  const durationMs = performance.now() - start;
  const result = record(task, evaluation, { runId: options.runId, startedAt, durationMs, versions: options.versions });
  const finished = { task, result, output: evaluation.output, startedAt, durationMs };
  options.onFinished?.(finished);
  return finished;
}

/** A folder that cannot be written is the trial's failure, and no other trial's. */
async function prepareAndEvaluate(task: TrialTask, evaluator: Evaluator): Promise<Evaluation> {
  try {
    prepareTrialFolder(task);
    return await evaluator.evaluate(task);
  } catch (error) {
    return failedEvaluation(error);
  }
}

function record(task: TrialTask, evaluation: Evaluation, execution: Execution): TrialResult {
  try {
    return writeTrial(task, evaluation, execution);
  } catch (error) {
    // A trial that had failed before says why; that its failure could not be written is no news.
    const isFailed = evaluation.outcome.kind === 'failed';
    return toResult(task, isFailed ? evaluation : failedEvaluation(error, evaluation.output));
  }
}
