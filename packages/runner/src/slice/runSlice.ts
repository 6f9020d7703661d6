import { setTimeout } from 'node:timers/promises';

import { type CrashCounter, type Crash, createCrashCounter } from './crashCounter.js';
import { type Allotment, type Allotments, type Capacity, createAllotments } from '../resources/allotments.js';
import { machineCapacity } from '../resources/machineCapacity.js';
import { type Claims, createClaims } from '../journal/claims.js';
import { crashed } from '../evaluate/crashed.js';
import type { TrialTask } from '../model/trialTask.js';
import { createEvaluators, type Evaluators } from '../evaluate/evaluators.js';
import { adoptFinished } from '../journal/journal.js';
import type { FinishedTrial } from './finishedTrial.js';
import { mayStart } from './mayStart.js';
import { type EndedTrial, recordTrial, runTrial } from './runTrial.js';
import { removeTrial, toResult } from '../trialFolder/trialFolder.js';
import type { Guard } from '../witness/guard.js';
import { createWitness, type InputFilesOf, type Witness } from '../witness/witness.js';

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
  /** Finds what the results of a trial may depend on. If it is absent, nobody watches what trials read. */
  readonly inputFilesOf?: InputFilesOf;
  onStarted?(task: TrialTask): void;
  onFinished?(finished: FinishedTrial): void;
}

/** How long to wait before checking again whether another run has finished a trial. */
const askAgainMs = 100;

/** A trial whose inputs were written so often while it ran is likely to write them itself, and would run for ever. */
const mostRestarts = 5;

/** The state that the lanes of a slice share. */
interface Slice {
  readonly options: SliceOptions;
  readonly queue: TrialTask[];
  readonly finished: FinishedTrial[];
  readonly evaluators: Evaluators;
  readonly witness: Witness | undefined;
  /** Trials that have ended, and wait to hear that their inputs have not changed. */
  readonly waiting: Set<Promise<void>>;
  /** How often trials ran again, since their inputs had changed meanwhile. */
  readonly restarts: Map<TrialTask, number>;
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
    queue: byInputs(tasks),
    finished: [],
    evaluators: createEvaluators(lanes),
    witness: options.inputFilesOf && createWitness(options.inputFilesOf),
    waiting: new Set(),
    restarts: new Map(),
    claims: createClaims(),
    allotments: createAllotments(options.capacity ?? machineCapacity(tasks.some(needsGpus))),
    crashes: createCrashCounter(options.earlierCrashes ?? []),
    startMs: performance.now(),
    longestMs: 0,
  };
  try {
    do {
      await Promise.all(Array.from({ length: lanes }, () => runLane(slice)));
      await Promise.all(slice.waiting);
    } while (slice.queue.length > 0 && !isOver(slice));
  } finally {
    await slice.evaluators.close();
    slice.claims.close();
    slice.witness?.close();
  }
  return slice.finished;
}

/** Puts trials with the same inputs next to each other, since they share threads. */
function byInputs(tasks: readonly TrialTask[]): TrialTask[] {
  const groups = new Map<string | undefined, TrialTask[]>();
  for (const task of tasks) {
    const group = groups.get(task.inputs);
    if (group === undefined) groups.set(task.inputs, [task]);
    else group.push(task);
  }
  return [...groups.values()].flat();
}

/** A slice always finishes at least one trial, however long that takes. */
const isOver = ({ finished, waiting, startMs, longestMs, options }: Slice): boolean =>
  finished.length + waiting.size > 0 && !mayStart(performance.now() - startMs, longestMs, options.sliceMs);

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

/** Returns whether the trial has ended: not if another run is computing it. */
async function finishWithin(allotment: Allotment, task: TrialTask, slice: Slice): Promise<boolean> {
  try {
    const ended = await finish(task, allotment.env, slice);
    if (ended === undefined) return false;
    if ('result' in ended) keep(ended, slice);
    else {
      const kept = keepWhenConfirmed(ended, slice);
      // Whether the sweep gives up after a crash decides what the lane does next.
      if (ended.evaluation.outcome.kind === 'failed') await kept;
    }
    return true;
  } finally {
    allotment.release();
  }
}

function keep(trial: FinishedTrial, slice: Slice): void {
  const { task, result, origin, durationMs } = trial;
  slice.finished.push(trial);
  slice.longestMs = Math.max(slice.longestMs, durationMs);
  if (result.outcome.kind === 'failed' && origin === 'computed')
    slice.crashes.add({ projectDir: task.projectDir, error: result.outcome.error });
  slice.options.onFinished?.(trial);
}

/** Keeps a trial once it is known that its inputs did not change while it ran. Meanwhile its lane goes on. */
async function keepWhenConfirmed(ended: EndedTrial, slice: Slice): Promise<void> {
  const guard = slice.witness?.guardOf(ended.task);
  if (guard === undefined) {
    keep(recordTrial(ended, slice.options), slice);
    return slice.claims.release(ended.task);
  }
  const waiting = confirm(ended, guard, slice)
    .then((trial) => void (trial === undefined ? slice.queue.push(ended.task) : keep(trial, slice)))
    .finally(() => {
      slice.claims.release(ended.task);
      slice.waiting.delete(waiting);
    });
  slice.waiting.add(waiting);
  return waiting;
}

/** Undefined if its inputs have changed meanwhile and are now as they were hashed, so that it can run again. */
async function confirm(ended: EndedTrial, guard: Guard, slice: Slice): Promise<FinishedTrial | undefined> {
  const { task, epoch } = ended;
  await guard.look();
  if (guard.epoch === epoch) return recordTrial(ended, slice.options);
  const reason = whyChanged(task, slice) ?? whyNotAgain(task, guard, slice);
  if (reason !== undefined) return stop(task, reason);
  removeTrial(task);
  return undefined;
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
async function finish(
  task: TrialTask,
  env: Allotment['env'],
  slice: Slice,
): Promise<FinishedTrial | EndedTrial | undefined> {
  const reason = whyChanged(task, slice) ?? slice.crashes.reasonToStop(task);
  const adopted = whyChanged(task, slice) === undefined ? adopt(task, slice.options) : undefined;
  if (adopted !== undefined) return adopted;
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
  slice: Slice,
): Promise<FinishedTrial | EndedTrial | undefined> {
  const { claims, evaluators, allotments, options } = slice;
  if (!claims.take(task)) return undefined;
  let ended: EndedTrial | undefined;
  try {
    // Another run may have finished it after the journal was read and before the claim was made.
    const adopted = adopt(task, options);
    if (adopted !== undefined) return adopted;
    const shortage = allotments.shortage(task.resources ?? {});
    const able = shortage === undefined ? evaluators : { evaluate: () => Promise.resolve(crashed(shortage)) };
    options.onStarted?.(task);
    ended = await runTrial(task, env, able, slice.witness);
    return ended;
  } finally {
    // One that has ended stays claimed until its result is recorded.
    if (ended === undefined) claims.release(task);
  }
}

/** Explains why no trial with the same inputs can run; undefined if they are as they were hashed. */
function whyChanged(task: TrialTask, { witness }: Slice): string | undefined {
  const changed = witness?.guardOf(task)?.changed ?? [];
  if (changed.length === 0) return undefined;
  const more = changed.length > 3 ? ` and ${changed.length - 3} more` : '';
  return `${changed.slice(0, 3).join(', ')}${more} changed after this run had hashed ${changed.length === 1 ? 'it' : 'them'}, so no result would be that of the hash. Run it again. ${toOwnFolder}`;
}

/** A trial may be the one that changes them. */
const toOwnFolder =
  'If a trial writes such a file itself, let it write to its own folder (trial.dir or TUNE_TRIAL_DIR), or let git ignore the file.';

/** Counts how often a trial ran again; undefined if it may do so once more. */
function whyNotAgain(task: TrialTask, { moved }: Guard, { restarts }: Slice): string | undefined {
  const count = (restarts.get(task) ?? 0) + 1;
  restarts.set(task, count);
  if (count <= mostRestarts) return undefined;
  return `${moved.slice(0, 3).join(', ')} changed each of the ${count} times that this trial ran. ${toOwnFolder}`;
}
