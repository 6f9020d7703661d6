import { join, relative } from 'node:path';
import { Readable } from 'node:stream';

import { runSlice, type TrialTask } from '@nx-tune/runner';
import type { ExecutorContext, TaskGraph } from '@nx/devkit';

import { outputFolder, recomputeVariable, sliceVariable } from '../../constants.js';
import { alteredTrial } from '../../run/checkTargets.js';
import { dryRunId } from '../../run/dryRun.js';
import { nxParallel } from '../../run/nxParallel.js';
import { rememberPassedOver } from '../../run/passedOver.js';
import { runId, runtimeVersions } from '../../run/runIdentity.js';
import { unheardEdits } from '../../run/unheardEdits.js';
import { assertIndependent } from './assertIndependent.js';
import { endWithNx } from './endWithNx.js';
import { startProgress } from './progress.js';
import { readInputFiles } from './readInputFiles.js';
import { isCacheable, notNeeded, passedOverTask, type TaskResult, toFinalResult, toTaskResult } from './taskResult.js';
import { forgetTrial, nodeOf, ownerRoot, projectRootOf, toTrialTask, type TrialOptions } from './trialTask.js';
import { readTrialsOfRun, type TrialsOfRun } from './trialsOfRun.js';

/** A finished task of the batch. */
interface FinishedTask {
  readonly task: string;
  readonly result: TaskResult;
  /** Whether Nx may store its result. */
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
  for (const { id, target } of Object.values(batch.tasks)) {
    const task = toTrialTask(target.project, options[id] as TrialOptions, context);
    if (task !== undefined) tasks.set(task, id);
    else {
      forgetTrial(target.project, context);
      send({ task: id, result: { ...notNeeded, startTime: Date.now(), endTime: Date.now() }, isCacheable: true });
    }
  }
  if (tasks.size === 0) return;
  const progress = startProgress(run, parallel);
  await runSlice([...tasks.keys()], {
    parallel,
    runId: runId(),
    versions: runtimeVersions,
    earlierCrashes: run.crashes,
    recompute: process.env[recomputeVariable] === 'true',
    inputFilesOf: (task) => readInputFiles(context.root, task),
    ...sliceLength(),
    onFinished: (trial) => {
      progress.finished(trial);
      send({ task: tasks.get(trial.task) ?? '', result: toTaskResult(trial), isCacheable: isCacheable(trial) });
    },
  });
  progress.end();
}

function sliceLength(): { readonly sliceMs?: number } {
  const text = process.env[sliceVariable] ?? '';
  return /^\d+$/.test(text) ? { sliceMs: Number(text) } : {};
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
