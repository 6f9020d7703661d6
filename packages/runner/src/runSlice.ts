import { setTimeout } from 'node:timers/promises';

import type { TrialResult } from '@nx-tune/search';

import { type Claims, createClaims } from './claims.js';
import { createEvaluators } from './evaluators.js';
import { type Evaluation, type Evaluator, failedEvaluation, type TrialTask } from './evaluation.js';
import { adoptFinished, recordFinished } from './journal.js';
import { mayStart } from './slice.js';
import { type Execution, prepareTrialFolder, toResult, writeTrial } from './trialFolder.js';

/** A trial that was finished in this slice, or found finished. */
export interface FinishedTrial {
  readonly task: TrialTask;
  readonly result: TrialResult;
  readonly output: string;
  readonly startedAt: Date;
  readonly durationMs: number;
  /** Found finished in the journal: an earlier run, or one at the same time, computed it. */
  readonly isAdopted: boolean;
}

export interface SliceOptions {
  /** How many trials are computed at a time. */
  readonly parallel: number;
  /** Goes into each `run.json`: tells what this run executed from what was restored. */
  readonly runId: string;
  readonly versions: { readonly [name: string]: string };
  /** Compute trials even if the journal knows their results. */
  readonly recompute?: boolean;
  /** The slice's length, where it shall not follow from the trials' durations. */
  readonly sliceMs?: number;
  onStarted?(task: TrialTask): void;
  onFinished?(finished: FinishedTrial): void;
}

/** How long to wait before asking again whether another run has finished a trial. */
const askAgainMs = 100;

/**
 * Computes trials until the slice is over or none is left, and returns those that are finished: at least one. The
 * caller caches them and calls again for the rest.
 */
export async function runSlice(tasks: readonly TrialTask[], options: SliceOptions): Promise<readonly FinishedTrial[]> {
  const lanes = Math.min(Math.max(1, options.parallel), tasks.length);
  const evaluator = createEvaluators(lanes);
  const claims = createClaims();
  const finished: FinishedTrial[] = [];
  const queue = [...tasks];
  const sliceStart = performance.now();
  let longestMs = 0;
  const lane = async (): Promise<void> => {
    for (let task = queue.shift(), held = 0; task !== undefined; task = queue.shift()) {
      const trial = adopt(task, options) ?? (await claimAndRun(task, claims, evaluator, options));
      if (trial === undefined) {
        queue.push(task);
        if (++held >= queue.length) await setTimeout(askAgainMs);
        continue;
      }
      finished.push(trial);
      options.onFinished?.(trial);
      if (!trial.isAdopted) longestMs = Math.max(longestMs, trial.durationMs);
      if (!mayStart(performance.now() - sliceStart, longestMs, options.sliceMs)) return;
    }
  };
  try {
    await Promise.all(Array.from({ length: lanes }, lane));
  } finally {
    await evaluator.close();
    claims.close();
  }
  return finished;
}

function adopt(task: TrialTask, { recompute = false }: SliceOptions): FinishedTrial | undefined {
  const result = recompute ? undefined : adoptFinished(task);
  return result && { task, result, output: '', startedAt: new Date(), durationMs: 0, isAdopted: true };
}

/** Undefined if another run computes the trial at this moment. */
async function claimAndRun(
  task: TrialTask,
  claims: Claims,
  evaluator: Evaluator,
  options: SliceOptions,
): Promise<FinishedTrial | undefined> {
  if (!claims.take(task)) return undefined;
  try {
    // Another run may have finished it between the look into the journal and the claim.
    return adopt(task, options) ?? (await runTrial(task, evaluator, options));
  } finally {
    claims.release(task);
  }
}

async function runTrial(task: TrialTask, evaluator: Evaluator, options: SliceOptions): Promise<FinishedTrial> {
  options.onStarted?.(task);
  const startedAt = new Date();
  const start = performance.now();
  const evaluation = await tryAndRetry(task, evaluator);
  const durationMs = performance.now() - start;
  const result = record(task, evaluation, { runId: options.runId, startedAt, durationMs, versions: options.versions });
  return { task, result, output: evaluation.output, startedAt, durationMs, isAdopted: false };
}

/** The same seed each time: what helps against a crash of the machine or of a service, not against a bug. */
async function tryAndRetry(task: TrialTask, evaluator: Evaluator): Promise<Evaluation> {
  const notes: string[] = [];
  for (let left = task.limits?.retries ?? 0; ; left--) {
    const evaluation = await prepareAndEvaluate(task, evaluator);
    if (evaluation.outcome.kind !== 'failed' || left <= 0)
      return { ...evaluation, output: [...notes, evaluation.output].join('') };
    notes.push(`${evaluation.output}attempt ${notes.length + 1} failed, trying again: ${evaluation.outcome.error}\n`);
  }
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
    const result = writeTrial(task, evaluation, execution);
    if (result.outcome.kind !== 'failed') recordFinished(task);
    return result;
  } catch (error) {
    // A trial that had failed before says why; that its failure could not be written is no news.
    const isFailed = evaluation.outcome.kind === 'failed';
    return toResult(task, isFailed ? evaluation : failedEvaluation(error, evaluation.output));
  }
}
