import { setTimeout } from 'node:timers/promises';

import { defined } from '@nx-tune/search/core';

import { type CrashCounter, type Crash, createCrashCounter } from './crashCounter.js';
import { type Allotment, type Allotments, type Capacity, createAllotments } from '../resources/allotments.js';
import { machineCapacity } from '../resources/machineCapacity.js';
import { type Claims, createClaims } from '../journal/claims.js';
import { crashed } from '../evaluate/crashed.js';
import type { TrialTask } from '../model/trialTask.js';
import { createEvaluators, type Evaluators } from '../evaluate/evaluators.js';
import { type Journal, openJournal } from '../journal/journal.js';
import { adoptTwin, createTwins, type Twins } from '../journal/twins.js';
import { endLeftovers } from '../processes/leftovers.js';
import { checkWritten, writeAgain } from './checkWritten.js';
import type { FinishedTrial } from './finishedTrial.js';
import { mayStart } from './mayStart.js';
import { parallelOf } from './parallelOf.js';
import { type EndedTrial, type RecordedTrial, recordTrial, runTrial } from './runTrial.js';
import { removeTrial, toResult, type WrittenTrial } from '../trialFolder/trialFolder.js';
import type { Guard } from '../witness/guard.js';
import { createWitness, type InputFilesOf, type Witness } from '../witness/witness.js';

export interface SliceOptions {
  /** The number of trials that are computed at a time. */
  readonly parallel: number;
  /** Written into each `run.json`, to distinguish trials that this run executed from those that were restored. */
  readonly runId: string;
  readonly versions: { readonly [name: string]: string };
  /** Computes trials even if the journal has their results. */
  readonly recompute?: boolean;
  /** The length of the slice; by default it follows from the durations of the trials. */
  readonly sliceMs?: number;
  /** The time for which another run may be silent before its trials count as free. */
  readonly silenceMs?: number;
  /** The resources that trials share; those of this machine by default. */
  readonly capacity?: Capacity;
  /** Crashes of earlier slices of the same run, for `fail_fast`. */
  readonly earlierCrashes?: readonly Crash[];
  /** Finds what the results of a trial may depend on. If it is absent, nobody watches what trials read. */
  readonly inputFilesOf?: InputFilesOf;
  /** Called with what users should know: that files of a finished trial had changed. */
  onNoticed?(text: string): void;
  onStarted?(task: TrialTask): void;
  onFinished?(finished: FinishedTrial): void;
}

/** The pause before checking again whether another run has finished a trial. */
const askAgainMs = 100;

/** A trial whose inputs were written so often while it ran is likely to write them itself, and would run for ever. */
const mostRestarts = 5;

/** The state that the lanes of a slice share. */
interface Slice {
  readonly options: SliceOptions;
  readonly tasks: readonly TrialTask[];
  readonly queue: TrialTask[];
  /** The trials that have finished, and what was written of them. */
  readonly kept: Map<TrialTask, RecordedTrial>;
  evaluators: Evaluators;
  readonly witness: Witness | undefined;
  readonly journal: Journal;
  readonly twins: Twins;
  /** Trials that have ended, and wait to hear that their inputs have not changed. */
  readonly waiting: Set<Promise<void>>;
  /** The number of times that trials ran again, since their inputs had changed meanwhile. */
  readonly restarts: Map<TrialTask, number>;
  /** The number of times that the files of trials had changed after they had finished. */
  readonly changes: Map<TrialTask, number>;
  readonly claims: Claims;
  readonly allotments: Allotments;
  readonly crashes: CrashCounter;
  /** The time at which it began, by `performance.now()`. */
  readonly startMs: number;
  longestMs: number;
  /** True if everything in the queue must finish, since Nx knows of it. */
  mustFinish: boolean;
}

/**
 * Computes trials until the slice is over or none is left, and returns those that finished: at least one. The caller
 * caches them and calls again for the rest.
 */
export async function runSlice(tasks: readonly TrialTask[], options: SliceOptions): Promise<readonly FinishedTrial[]> {
  const lanes = Math.min(parallelOf(tasks, options.parallel), tasks.length);
  const claims = createClaims({
    ...defined({ silenceMs: options.silenceMs }),
    onLost: () => void replaceEvaluators(slice, lanes),
  });
  const journal = openJournal((folder) => claims.isAlone(folder));
  const slice: Slice = {
    options,
    tasks,
    queue: byInputs(tasks),
    kept: new Map(),
    evaluators: createEvaluators(lanes, tasks),
    witness: options.inputFilesOf && createWitness(options.inputFilesOf),
    journal,
    twins: createTwins(journal),
    waiting: new Set(),
    restarts: new Map(),
    changes: new Map(),
    claims,
    allotments: createAllotments(options.capacity ?? machineCapacity(tasks.some(needsGpus))),
    crashes: createCrashCounter(options.earlierCrashes ?? []),
    startMs: performance.now(),
    longestMs: 0,
    mustFinish: false,
  };
  try {
    await runLanes(slice, lanes);
    while (await mustComputeAgain(slice, lanes)) await runLanes(slice, lanes);
  } finally {
    await slice.evaluators.close();
    await journal.close();
    claims.close();
    slice.witness?.close();
  }
  return [...slice.kept.values()].map(({ finished }) => finished);
}

async function runLanes(slice: Slice, lanes: number): Promise<void> {
  do {
    await Promise.all(Array.from({ length: lanes }, () => runLane(slice)));
    await Promise.all(slice.waiting);
  } while (slice.queue.length > 0 && !isOver(slice));
}

/** Ends everything that trials left in threads and processes, whatever it does. */
async function replaceEvaluators(slice: Slice, lanes: number): Promise<void> {
  const { evaluators } = slice;
  slice.evaluators = createEvaluators(lanes, slice.tasks);
  await evaluators.close();
}

/**
 * Nobody may write into the folder of a trial that has ended, and Nx stores what is there at the end of the slice. What is not
 * as the trial left it is written again or, if it was the trial's own, put into the queue.
 */
async function mustComputeAgain(slice: Slice, lanes: number): Promise<boolean> {
  await replaceEvaluators(slice, lanes);
  await endLeftovers(`${slice.claims.run}-`);
  const again: TrialTask[] = [];
  for (let isQuiet = false; !isQuiet;) {
    isQuiet = true;
    for (const [task, { finished, written }] of slice.kept) {
      if (written === undefined) continue;
      const checked = checkWritten(task, written, slice.journal);
      if (checked.kind === 'same') continue;
      if (checked.kind === 'adopted') {
        slice.kept.set(task, { finished, written: checked.written });
        continue;
      }
      const renewed = await renew(task, written, checked.files, slice);
      // Nx does not store a crash.
      if (renewed === undefined && isCrash(finished)) continue;
      if (renewed === undefined) {
        slice.kept.delete(task);
        again.push(task);
      } else {
        isQuiet = false;
        slice.kept.set(task, { finished, written: renewed });
      }
    }
  }
  slice.queue.splice(0, slice.queue.length, ...again);
  slice.mustFinish = true;
  return again.length > 0;
}

const isCrash = ({ task, result }: FinishedTrial): boolean =>
  result.outcome.kind === 'failed' && task.onCrash !== 'record';

/** Writes again what changed in the folder of a trial that had finished; undefined if it must be computed again. */
async function renew(
  task: TrialTask,
  written: WrittenTrial,
  files: readonly string[],
  { changes, claims, options }: Slice,
): Promise<WrittenTrial | undefined> {
  const count = (changes.get(task) ?? 0) + 1;
  changes.set(task, count);
  const isMine = count <= mostRestarts && (await claims.take(task));
  const renewed = isMine ? writeAgain(task, written, files) : undefined;
  if (isMine) claims.release(task);
  const what = renewed === undefined ? 'the trial is computed again' : 'its files were written again as they were';
  options.onNoticed?.(`trial ${task.id}: ${listed(files)} changed after the trial had ended, so ${what}`);
  return renewed;
}

const listed = (files: readonly string[]): string =>
  `${files.slice(0, 3).join(', ')}${files.length > 3 ? ` and ${files.length - 3} more` : ''}`;

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
const isOver = ({ kept, waiting, startMs, longestMs, mustFinish, options }: Slice): boolean =>
  !mustFinish && kept.size + waiting.size > 0 && !mayStart(performance.now() - startMs, longestMs, options.sliceMs);

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
    if ('finished' in ended) keep(ended, slice);
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

function keep({ finished, written }: RecordedTrial, slice: Slice): void {
  const { task, result, origin, durationMs } = finished;
  const trial = slice.changes.has(task) ? { ...finished, isAgain: true as const } : finished;
  slice.kept.set(task, { finished: trial, written });
  slice.longestMs = Math.max(slice.longestMs, durationMs);
  if (result.outcome.kind === 'failed' && origin === 'computed')
    slice.crashes.add({ projectDir: task.projectDir, error: result.outcome.error });
  slice.options.onFinished?.(trial);
}

/**
 * Keeps a trial once it is known that its inputs did not change while it ran, and that it was this run's to compute. Otherwise
 * it goes back into the queue. Meanwhile its lane goes on.
 */
async function keepWhenConfirmed(ended: EndedTrial, slice: Slice): Promise<void> {
  const guard = slice.witness?.guardOf(ended.task);
  const keepOrQueue = (trial: RecordedTrial | undefined): void =>
    void (trial === undefined ? slice.queue.push(ended.task) : keep(trial, slice));
  if (guard === undefined) {
    keepOrQueue(recordIfHeld(ended, slice));
    return slice.claims.release(ended.task);
  }
  const waiting = confirm(ended, guard, slice)
    .then(keepOrQueue)
    .finally(() => {
      slice.claims.release(ended.task);
      slice.waiting.delete(waiting);
    });
  slice.waiting.add(waiting);
  return waiting;
}

/** Undefined if another run has taken the trial while this one was stopped: what is in its folder is not this run's to change. */
const recordIfHeld = (ended: EndedTrial, { claims, journal, options }: Slice): RecordedTrial | undefined =>
  claims.holds(ended.task) ? recordTrial(ended, options, journal) : undefined;

/** Undefined if its inputs have changed meanwhile and are now as they were hashed, so that it can run again. */
async function confirm(ended: EndedTrial, guard: Guard, slice: Slice): Promise<RecordedTrial | undefined> {
  const { task, epoch } = ended;
  await guard.look();
  if (!slice.claims.holds(task)) return undefined;
  if (guard.epoch === epoch) return recordTrial(ended, slice.options, slice.journal);
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
    const allotment = allotments.take({
      ...(isTooLarge ? {} : task.resources),
      ...defined({ parallel: task.parallel }),
    });
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
): Promise<RecordedTrial | EndedTrial | undefined> {
  const reason = whyChanged(task, slice) ?? whyNotKept(task, slice) ?? slice.crashes.reasonToStop(task);
  const adopted = whyChanged(task, slice) === undefined ? adopt(task, slice, false) : undefined;
  if (adopted !== undefined) return adopted;
  return reason === undefined ? claimAndRun(task, env, slice) : stop(task, reason);
}

/** Removes any earlier result, so that it cannot be mistaken for this run's. */
function stop(task: TrialTask, reason: string): RecordedTrial {
  removeTrial(task);
  const finished: FinishedTrial = {
    task,
    result: toResult(task, crashed(reason)),
    output: '',
    startedAt: new Date(),
    durationMs: 0,
    origin: 'stopped',
  };
  return { finished, written: undefined };
}

function adopt(task: TrialTask, { options, journal, twins }: Slice, isClaimed: boolean): RecordedTrial | undefined {
  if (options.recompute === true) return undefined;
  const written = journal.adopt(task, isClaimed) ?? (isClaimed ? adoptTwin(task, twins, journal) : undefined);
  if (written === undefined) return undefined;
  const { result } = written;
  return { finished: { task, result, output: '', startedAt: new Date(), durationMs: 0, origin: 'journal' }, written };
}

async function claimAndRun(
  task: TrialTask,
  env: Allotment['env'],
  slice: Slice,
): Promise<RecordedTrial | EndedTrial | undefined> {
  const { claims, allotments, options } = slice;
  if (!(await claims.take(task))) return undefined;
  let ended: EndedTrial | undefined;
  try {
    // Another run may have finished it after the journal was read and before the claim was made. A twin is copied under the claim.
    const adopted = adopt(task, slice, true);
    if (adopted !== undefined) return adopted;
    const shortage = allotments.shortage(task.resources ?? {});
    const able = shortage === undefined ? slice.evaluators : { evaluate: () => Promise.resolve(crashed(shortage)) };
    options.onStarted?.(task);
    const attempt = { name: claims.attempt(task), isOurs: () => claims.holds(task) };
    ended = await runTrial(task, env, able, slice.witness, attempt);
    // A thread may go on using a process that a trial has started, unless that writes into folders of finished trials.
    if (slice.changes.has(task)) await endLeftovers(attempt.name);
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

/** Explains why a trial is not computed again whose files changed each time after it had ended. */
function whyNotKept(task: TrialTask, { changes }: Slice): string | undefined {
  const count = changes.get(task) ?? 0;
  if (count <= mostRestarts) return undefined;
  return `the files of this trial changed each of the ${count} times after it had ended. Another trial, or a process that a trial leaves behind, writes into its folder. Let each write to its own folder (trial.dir or TUNE_TRIAL_DIR), and end what it starts.`;
}
