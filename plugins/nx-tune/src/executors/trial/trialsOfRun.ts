import { join } from 'node:path';

import { readTaskTrial } from '@nx-tune/runner';
import { defined } from '@nx-tune/search/core';
import type { StoredResult, TrialRun } from '@nx-tune/sweep';
import type { ExecutorContext, Task, TaskGraph } from '@nx/devkit';

import { outputFolder, trialExecutor, tuneExecutor } from '../../constants.js';
import type { SweepMetadata } from '../../inference/targets/sweepMetadata.js';
import { readGates } from '../../study/readGates.js';
import { dependentsOf } from './dependentsOf.js';
import { isUnknown, nodeOf, projectRootOf, toTrialTask, type TrialOptions } from './trialTask.js';
import type { TrialMetadata } from '../../inference/targets/trialMetadata.js';

type ReadySweep = Exclude<SweepMetadata, { readonly problems: readonly string[] }>;

/** A sweep that this run of Nx gathers at its end. */
export interface SweepOfRun {
  readonly project: string;
  readonly name: string;
  readonly metric: ReadySweep['metric'];
}

/** All trials of this run of Nx, and their state before the slice. */
export interface TrialsOfRun {
  readonly sweeps: readonly SweepOfRun[];
  readonly total: number;
  /** Number of trials that are still to be computed, including this slice. */
  readonly toRun: number;
  /** Number of trials of later chunks. Whether these are to be computed is not known yet. */
  readonly later: number;
  /** Crashes in earlier slices of this run. */
  readonly crashes: readonly { readonly id: string; readonly projectDir: string; readonly error: string }[];
  readonly known: readonly {
    readonly result: StoredResult;
    readonly run?: TrialRun;
    readonly isOfThisRun: boolean;
    readonly projectDir: string;
  }[];
}

/** Reads the trials of this run. Nx gives a batch the task graph of the whole run: a trial that is not in the batch was restored, or computed before. */
export function readTrialsOfRun(batch: TaskGraph, context: ExecutorContext, runId: string): TrialsOfRun {
  const all = Object.values(context.taskGraph?.tasks ?? batch.tasks);
  const trials = all.filter((task) => executorOf(task, context) === trialExecutor);
  const others = trials.filter(({ id }) => !Object.hasOwn(batch.tasks, id));
  const latest = Math.max(...Object.values(batch.tasks).map((task) => generationOf(task, context) ?? Infinity));
  // The later rungs of a generation wait for a promotion after this batch.
  const waiting = dependentsOf(Object.keys(batch.tasks), context.taskGraph ?? batch);
  const chunk = Math.max(...Object.values(batch.tasks).map((task) => chunkOf(task, context)));
  const later = others.filter((task) => chunkOf(task, context) > chunk);
  const done = others.filter(
    (task) => !waiting.has(task.id) && (generationOf(task, context) ?? -1) <= latest && chunkOf(task, context) <= chunk,
  );
  const known = done.flatMap((task) => readFinished(task, context, runId));
  const count = (tasks: readonly Task[]): number => countTrials(tasks, waiting, context);
  return {
    sweeps: sweepsOf(all, context),
    total: count(trials),
    toRun: count(trials) - count(done) - count(later),
    later: count(later),
    known,
    crashes: known.flatMap(({ result: { id, outcome }, isOfThisRun, projectDir }) =>
      outcome.kind === 'failed' && isOfThisRun ? [{ id, projectDir, error: outcome.error }] : [],
    ),
  };
}

/** Counts trials. Only a part of the tasks that wait for a promotion become trials, and of those that wait for a judgement it is not known how many. */
function countTrials(tasks: readonly Task[], waiting: ReadonlySet<string>, context: ExecutorContext): number {
  const shares = tasks.map(({ id, target }) => {
    const { share = 1, gates } = metadataOf(context, target) ?? {};
    if (gates === undefined) return share;
    const { root } = nodeOf(context.projectGraph, target.project).data;
    const tuneDir = join(context.root, projectRootOf(root), outputFolder);
    return waiting.has(id) || readGates(tuneDir, gates) === 'closed' ? 0 : share;
  });
  return Math.round(shares.reduce((sum, share) => sum + share, 0));
}

const metadataOf = (context: ExecutorContext, { project, target }: Task['target']): TrialMetadata | undefined =>
  targetOf(context, project, target)?.metadata as TrialMetadata | undefined;

/** The generation of a trial whose params are proposed. Trials of later generations have no params yet. */
function generationOf({ target }: Task, context: ExecutorContext): number | undefined {
  return metadataOf(context, target)?.slot?.generation;
}

const chunkOf = ({ target }: Task, context: ExecutorContext): number => metadataOf(context, target)?.chunk ?? 0;

function readFinished({ target }: Task, context: ExecutorContext, runId: string): TrialsOfRun['known'] {
  const options = nodeOf(context.projectGraph, target.project).data.targets?.[target.target]?.options as TrialOptions;
  const task = toTrialTask(target.project, options, context);
  if (task === null || isUnknown(task)) return [];
  const record = readTaskTrial(task);
  if (record.kind !== 'known') return [];
  return [
    defined({
      result: record.result,
      run: record.run,
      isOfThisRun: record.run?.runId === runId,
      projectDir: task.projectDir,
    }),
  ];
}

function sweepsOf(tasks: readonly Task[], context: ExecutorContext): SweepOfRun[] {
  return tasks
    .filter((task) => executorOf(task, context) === tuneExecutor)
    .flatMap(({ target }) => {
      const sweep = sweepMetadata(context, target.project, target.target);
      return sweep === undefined || sweep.problems !== undefined
        ? []
        : [{ project: target.project, name: sweep.name, metric: sweep.metric }];
    });
}

const targetOf = ({ projectGraph }: ExecutorContext, project: string, target: string) =>
  nodeOf(projectGraph, project).data.targets?.[target];

const executorOf = ({ target }: Task, context: ExecutorContext): string | undefined =>
  targetOf(context, target.project, target.target)?.executor;

export const sweepMetadata = (context: ExecutorContext, project: string, target: string): SweepMetadata | undefined =>
  targetOf(context, project, target)?.metadata?.['sweep'] as SweepMetadata | undefined;
