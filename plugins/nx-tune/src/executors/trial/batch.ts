import { join, relative } from 'node:path';
import { Readable } from 'node:stream';

import { atOnce, parallelOf, type SliceOptions, type TrialTask } from '@nx-tune/runner';
import { defined } from '@nx-tune/search/core';
import type { ExecutorContext, TaskGraph } from '@nx/devkit';

import { outputFolder, recomputeVariable, silenceVariable, sliceVariable } from '../../constants.js';
import { alteredTrial } from '../../run/checkTargets.js';
import { dryRunId } from '../../run/dryRun.js';
import { nxParallel } from '../../run/nxParallel.js';
import { rememberPassedOver } from '../../run/passedOver.js';
import { runId, runtimeVersions } from '../../run/runIdentity.js';
import { readSettled } from '../../study/readSettled.js';
import { runTrials } from '../heal/runTrials.js';
import { inTurn } from '../../run/turn/inTurn.js';
import { unheardEdits } from '../../run/unheardEdits.js';
import { assertIndependent } from './assertIndependent.js';
import { createCrashesOfRun } from './crashesOfRun.js';
import { endWithNx } from './endWithNx.js';
import { startProgress } from './progress.js';
import { readInputFiles } from './readInputFiles.js';
import { takeFromFailing } from './takeFromFailing.js';
import { isCacheable, notNeeded, passedOverTask, type TaskResult, toFinalResult, toTaskResult } from './taskResult.js';
import {
  forgetTrial,
  isRaced,
  isUnknown,
  nodeOf,
  ownerRoot,
  projectRootOf,
  toTrialTask,
  type TrialOptions,
  unknownTrial,
} from './trialTask.js';
import { readTrialsOfRun, type TrialsOfRun } from './trialsOfRun.js';

/** A finished task of the batch. */
interface FinishedTask {
  readonly task: string;
  readonly result: TaskResult;
  /** True if Nx may store its result. */
  readonly isCacheable: boolean;
}

/**
 * Computes trials in one worker process until the slice is over. Each result goes to Nx's terminal UI as it arrives. At
 * the end Nx caches the results that it got, and calls again for the rest.
 */
export async function* computeTrials(
  batch: TaskGraph,
  options: Record<string, TrialOptions>,
  _: unknown,
  context: ExecutorContext,
): AsyncGenerator<Omit<FinishedTask, 'isCacheable'>> {
  const projects = Object.values(batch.tasks).map(({ target }) => target.project);
  const compute = () => computeInTurn(batch, options, context);
  yield* inTurn(context, projects, compute, (why) => refuse(batch, why));
}

async function* computeInTurn(
  batch: TaskGraph,
  options: Record<string, TrialOptions>,
  context: ExecutorContext,
): AsyncGenerator<Omit<FinishedTask, 'isCacheable'>> {
  endWithNx();
  assertIndependent(batch);
  const dryRun = dryRunId();
  if (dryRun !== undefined) {
    yield* passOver(batch, context, dryRun);
    return;
  }
  const projects = Object.values(batch.tasks).map(({ target }) => target.project);
  const altered =
    alteredTrial(context.projectGraph, projects) ??
    (await unheardEdits(
      context.projectGraph,
      context.root,
      projects.map((name) => ownerRoot(name, context)),
    ));
  if (altered !== undefined) {
    yield* refuse(batch, altered);
    return;
  }
  const run = readTrialsOfRun(batch, context, runId());
  for await (const finished of inOrderOfArrival<FinishedTask>((send) => compute(batch, options, context, run, send))) {
    const { task, result, isCacheable } = finished;
    yield { task, result };
    // Nx has shown the result by now, and reads it again when the batch ends.
    Object.assign(result, toFinalResult(result, { isGathered: run.sweeps.length > 0, isCacheable }));
  }
}

/** Computes nothing. */
function* refuse(batch: TaskGraph, why: string): Generator<Omit<FinishedTask, 'isCacheable'>> {
  const time = Date.now();
  for (const task of Object.keys(batch.tasks))
    yield { task, result: { success: false, terminalOutput: `${why}\n`, startTime: time, endTime: time } };
}

/** Passes over the trials of a dry run. Nx stores nothing of tasks that claim to come from the cache. */
function* passOver(
  batch: TaskGraph,
  context: ExecutorContext,
  dryRun: string,
): Generator<Omit<FinishedTask, 'isCacheable'>> {
  const folders = new Map<string, string[]>();
  for (const { target } of Object.values(batch.tasks)) {
    const { root } = nodeOf(context.projectGraph, target.project).data;
    const tuneDir = join(context.root, projectRootOf(root), outputFolder);
    folders.set(tuneDir, [
      ...(folders.get(tuneDir) ?? []),
      relative(tuneDir, join(context.root, root)).replaceAll('\\', '/'),
    ]);
  }
  for (const [tuneDir, trials] of folders) rememberPassedOver(tuneDir, dryRun, trials);
  const time = Date.now();
  for (const task of Object.keys(batch.tasks))
    yield { task, result: { ...passedOverTask, startTime: time, endTime: time } };
}

async function compute(
  batch: TaskGraph,
  options: Record<string, TrialOptions>,
  context: ExecutorContext,
  run: TrialsOfRun,
  send: (finished: FinishedTask) => void,
): Promise<void> {
  const parallel = nxParallel(context.nxJsonConfiguration);
  const tasks = new Map<TrialTask, string>();
  const found = await readSettled(
    () =>
      Object.values(batch.tasks).map(({ id, target: { project } }) => ({
        id,
        project,
        task: toTrialTask(project, options[id] as TrialOptions, context),
      })),
    (all) => all.some(({ task }) => isUnknown(task)),
  );
  for (const { id, project, task } of found) {
    if (task === null) forgetTrial(project, context);
    if (task !== null && !isUnknown(task)) tasks.set(task, id);
    else send({ task: id, result: notStarted(task), isCacheable: task !== null || !isRaced(project, context) });
  }
  if (tasks.size === 0) return;
  const recompute = process.env[recomputeVariable] === 'true';
  if (!recompute) [...tasks.keys()].forEach(takeFromFailing);
  const needs = [...tasks.keys()].map(({ resources }) => resources ?? {});
  const progress = startProgress(run, atOnce(parallelOf([...tasks.keys()], parallel), needs));
  const crashes = createCrashesOfRun(run);
  const sliceOptions: SliceOptions = {
    parallel,
    runId: runId(),
    versions: runtimeVersions,
    earlierCrashes: run.crashes,
    recompute,
    inputFilesOf: (task) => readInputFiles(context.root, task),
    ...defined({ sliceMs: numberIn(sliceVariable), silenceMs: numberIn(silenceVariable) }),
    onFinished: (trial) => {
      const like = crashes.firstLike(trial);
      progress.finished(trial, like === undefined);
      const result = toTaskResult(trial, like);
      send({ task: tasks.get(trial.task) ?? '', result, isCacheable: isCacheable(trial) });
    },
    onNoticed: progress.noticed,
  };
  await runTrials([...tasks.keys()], sliceOptions, context);
  progress.end();
}

function notStarted(found: { readonly unknown: string } | null): TaskResult {
  const time = { startTime: Date.now(), endTime: Date.now() };
  return found === null
    ? { ...notNeeded, ...time }
    : { success: false, terminalOutput: `${unknownTrial(found.unknown)}\n`, ...time };
}

/** The number in an environment variable, if there is one. */
function numberIn(variable: string): number | undefined {
  const text = process.env[variable] ?? '';
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** Iterates over the items that a producer sends, and ends when the producer ends. */
function inOrderOfArrival<T>(produce: (send: (item: T) => void) => Promise<void>): AsyncIterable<T> {
  const items = new Readable({ objectMode: true, read: () => undefined });
  produce((item) => items.push(item)).then(
    () => items.push(null),
    (error: unknown) => items.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return items;
}
