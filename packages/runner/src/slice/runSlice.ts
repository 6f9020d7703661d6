import { setTimeout } from 'node:timers/promises';

import type { TrialResult } from '@nx-tune/sweep';

import { type CrashCounter, type Crash, createCrashCounter } from './crashCounter.js';
import { type Allotment, type Allotments, type Capacity, createAllotments } from '../resources/allotments.js';
import { machineCapacity } from '../resources/machineCapacity.js';
import { type Claims, createClaims } from '../journal/claims.js';
import { crashed, failedEvaluation } from '../evaluate/crashed.js';
import type { Evaluation, Evaluator } from '../model/evaluation.js';
import type { TrialTask } from '../model/trialTask.js';
import { createEvaluators } from '../evaluate/evaluators.js';
import { adoptFinished, recordFinished } from '../journal/journal.js';
import { mayStart } from './mayStart.js';
import { type Execution, prepareTrialFolder, removeTrial, toResult, writeTrial } from '../trialFolder/trialFolder.js';

/** A trial that finished in this slice, or was found finished. */
export interface FinishedTrial {
  readonly task: TrialTask;
  readonly result: TrialResult;
  readonly output: string;
  readonly startedAt: Date;
  readonly durationMs: number;
  /**
   * `journal`: found finished there, because an earlier or a concurrent run computed it. `stopped`: not started, because too
   * many trials had crashed with the same error.
   */
  readonly origin: 'computed' | 'journal' | 'stopped';
}

export interface SliceOptions {
  /** How many trials are computed at a time. */
  readonly parallel: number;
  /** Written into each `run.json`, to tell trials that this run executed from those that were restored. */
  readonly runId: string;
  readonly versions: { readonly [name: string]: string };
  /** Computes trials even if the journal has their results. */
  readonly recompute?: boolean;
  /** The length of the slice; by default it follows from the durations of the trials. */
  readonly sliceMs?: number;
  /** The resources that trials share; those of this machine by default. */
  readonly capacity?: Capacity;
  /** Crashes of earlier slices of the same run, for `fail_fast`. */
  readonly earlierCrashes?: readonly Crash[];
  onStarted?(task: TrialTask): void;
  onFinished?(finished: FinishedTrial): void;
}

/** How long to wait before checking again whether another run has finished a trial. */
const askAgainMs = 100;

/** The state that the lanes of a slice share. */
interface Slice {
  readonly options: SliceOptions;
  readonly queue: TrialTask[];
  readonly finished: FinishedTrial[];
  readonly evaluator: Evaluator;
  readonly claims: Claims;
  readonly allotments: Allotments;
  readonly crashes: CrashCounter;
  /** When it began, by `performance.now()`. */
  readonly startMs: number;
  longestMs: number;
}

/**
 * Computes trials until the slice is over or none is left, and returns those that finished: at least one. The caller
 * caches them and calls again for the rest.
 */
export async function runSlice(tasks: readonly TrialTask[], options: SliceOptions): Promise<readonly FinishedTrial[]> {
  const lanes = Math.min(Math.max(1, options.parallel), tasks.length);
  const slice: Slice = {
    options,
    queue: [...tasks],
    finished: [],
    evaluator: createEvaluators(lanes),
    claims: createClaims(),
    allotments: createAllotments(options.capacity ?? machineCapacity(tasks.some(needsGpus))),
    crashes: createCrashCounter(options.earlierCrashes ?? []),
    startMs: performance.now(),
    longestMs: 0,
  };
  try {
    await Promise.all(Array.from({ length: lanes }, () => runLane(slice)));
  } finally {
    await slice.evaluator.close();
    slice.claims.close();
  }
  return slice.finished;
}

/** A slice always finishes at least one trial, however long that takes. */
const isOver = ({ finished, startMs, longestMs, options }: Slice): boolean =>
  finished.length > 0 && !mayStart(performance.now() - startMs, longestMs, options.sliceMs);

const needsGpus = ({ resources }: TrialTask): boolean => resources?.gpus !== undefined;

/** Runs one trial after another, whenever there is room for one. */
async function runLane(slice: Slice): Promise<void> {
  const { queue } = slice;
  for (let held = 0; queue.length > 0 && !isOver(slice);) {
    const next = takeNext(slice);
    if (next === undefined) {
      await slice.allotments.released();
      continue;
    }
    if (await finishWithin(next.allotment, next.task, slice)) continue;
    queue.push(next.task);
    if (++held >= queue.length) await setTimeout(askAgainMs);
  }
}

/** Returns whether the trial is finished: not if another run is computing it. */
async function finishWithin(allotment: Allotment, task: TrialTask, slice: Slice): Promise<boolean> {
  try {
    const trial = await finish(task, allotment.env, slice);
    if (trial === undefined) return false;
    const { outcome } = trial.result;
    slice.finished.push(trial);
    slice.longestMs = Math.max(slice.longestMs, trial.durationMs);
    if (outcome.kind === 'failed' && trial.origin === 'computed')
      slice.crashes.add({ projectDir: task.projectDir, error: outcome.error });
    slice.options.onFinished?.(trial);
    return true;
  } finally {
    allotment.release();
  }
}

/** Takes the first trial in the queue for which there is room. */
function takeNext({
  queue,
  allotments,
}: Slice): { readonly task: TrialTask; readonly allotment: Allotment } | undefined {
  for (const [index, task] of queue.entries()) {
    const isTooLarge = allotments.shortage(task.resources ?? {}) !== undefined;
    const allotment = allotments.take(isTooLarge ? {} : (task.resources ?? {}));
    if (allotment === undefined) continue;
    queue.splice(index, 1);
    return { task, allotment };
  }
  return undefined;
}

/** Finishes a trial; undefined if another run is computing it at the moment. */
async function finish(task: TrialTask, env: Allotment['env'], slice: Slice): Promise<FinishedTrial | undefined> {
  const adopted = adopt(task, slice.options);
  if (adopted !== undefined) return adopted;
  const reason = slice.crashes.reasonToStop(task);
  return reason === undefined ? claimAndRun(task, env, slice) : stop(task, reason);
}

/** Removes any earlier result, so that it cannot be mistaken for this run's. */
function stop(task: TrialTask, reason: string): FinishedTrial {
  removeTrial(task);
  return {
    task,
    result: toResult(task, crashed(reason)),
    output: '',
    startedAt: new Date(),
    durationMs: 0,
    origin: 'stopped',
  };
}

function adopt(task: TrialTask, { recompute = false }: SliceOptions): FinishedTrial | undefined {
  const result = recompute ? undefined : adoptFinished(task);
  return result && { task, result, output: '', startedAt: new Date(), durationMs: 0, origin: 'journal' };
}

async function claimAndRun(
  task: TrialTask,
  env: Allotment['env'],
  { claims, evaluator, allotments, options }: Slice,
): Promise<FinishedTrial | undefined> {
  if (!claims.take(task)) return undefined;
  try {
    // Another run may have finished it after the journal was read and before the claim was made.
    const adopted = adopt(task, options);
    if (adopted !== undefined) return adopted;
    const shortage = allotments.shortage(task.resources ?? {});
    const able = shortage === undefined ? evaluator : { evaluate: () => Promise.resolve(crashed(shortage)) };
    return await runTrial(task, () => prepareAndEvaluate(task, env, able), options);
  } finally {
    claims.release(task);
  }
}

async function runTrial(
  task: TrialTask,
  evaluate: () => Promise<Evaluation>,
  options: SliceOptions,
): Promise<FinishedTrial> {
  options.onStarted?.(task);
  const startedAt = new Date();
  const start = performance.now();
  const evaluation = await tryAndRetry(task, evaluate);
  const durationMs = performance.now() - start;
  const result = record(task, evaluation, { runId: options.runId, startedAt, durationMs, versions: options.versions });
  return { task, result, output: evaluation.output, startedAt, durationMs, origin: 'computed' };
}

/** Retries with the same seed: that helps against failures of the machine or of a service, not against bugs. */
async function tryAndRetry(task: TrialTask, evaluate: () => Promise<Evaluation>): Promise<Evaluation> {
  const notes: string[] = [];
  for (let left = task.limits?.retries ?? 0; ; left--) {
    const evaluation = await evaluate();
    if (evaluation.outcome.kind !== 'failed' || left <= 0)
      return { ...evaluation, output: [...notes, evaluation.output].join('') };
    notes.push(`${evaluation.output}attempt ${notes.length + 1} failed, trying again: ${evaluation.outcome.error}\n`);
  }
}

/** If a trial's folder cannot be written, only that trial fails. */
async function prepareAndEvaluate(
  task: TrialTask,
  env: Allotment['env'],
  evaluator: Pick<Evaluator, 'evaluate'>,
): Promise<Evaluation> {
  try {
    prepareTrialFolder(task);
    return await evaluator.evaluate({ ...task, env: { ...task.environment, ...env } });
  } catch (error) {
    return failedEvaluation(error);
  }
}

function record(task: TrialTask, evaluation: Evaluation, execution: Execution): TrialResult {
  try {
    const result = writeTrial(task, evaluation, execution);
    if (result.outcome.kind !== 'failed' || task.onCrash === 'record') recordFinished(task);
    return result;
  } catch (error) {
    // If the trial itself had failed, its own error is the one to report.
    const isFailed = evaluation.outcome.kind === 'failed';
    return toResult(task, isFailed ? evaluation : failedEvaluation(error, evaluation.output));
  }
}
