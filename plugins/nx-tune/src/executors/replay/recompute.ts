import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';

import { artifactsDigest, type FinishedTrial, type InputFiles, runSlice, type TrialTask } from '@nx-tune/runner';
import { defined } from '@nx-tune/search/core';
import { type PlannedTrial, type Sweep, taskName } from '@nx-tune/sweep';
import type { ExecutorContext } from '@nx/devkit';

import { trialEnvironment } from '../../run/trialEnvironment.js';
import { nxParallel } from '../../run/nxParallel.js';
import { limitsFor, resourcesFor } from '../../study/needsOfTrial.js';
import { runId, runtimeVersions } from '../../run/runIdentity.js';
import { trialTarget } from '../../snapshots/trialTarget.js';

/**
 * Computes trials in a folder of their own, without reading or writing Nx's cache or the journal. The trials that they
 * continue are computed first. The folder is removed afterwards.
 *
 * @param inputFiles what trials may read, by the name of their `inputs` project.
 */
export async function recompute(
  sweep: Sweep,
  trials: readonly PlannedTrial[],
  projectDir: string,
  folder: string,
  context: ExecutorContext,
  inputFiles: ReadonlyMap<string, InputFiles | undefined>,
  onFinished: (done: number) => void,
): Promise<ReadonlyMap<string, FinishedTrial>> {
  const results = new Map<string, FinishedTrial>();
  const environment = trialEnvironment(context.projectGraph, relative(context.root, projectDir) || '.');
  const inputsOf = ({ name }: PlannedTrial): string =>
    trialTarget(context.projectGraph, taskName(context.projectName ?? '', name)).inputsProject;
  try {
    for (const rung of rungsOf(trials)) {
      const finished = await runSlice(
        rung.map((trial) => ({ ...taskOf(sweep, trial, projectDir, folder), environment, inputs: inputsOf(trial) })),
        {
          parallel: nxParallel(context.nxJsonConfiguration),
          runId: runId(),
          versions: runtimeVersions,
          recompute: true,
          sliceMs: Number.MAX_SAFE_INTEGER,
          inputFilesOf: ({ inputs = '' }) => inputFiles.get(inputs),
          onFinished: (trial) => onFinished(results.set(trial.result.id, trial).size),
        },
      );
      if (finished.length < rung.length) throw new Error('Internal error: a slice without end has left trials');
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Groups trials: first those that continue none of the others, then those that continue the first group, and so on. */
function rungsOf(trials: readonly PlannedTrial[]): PlannedTrial[][] {
  const byId = new Map(trials.map((trial) => [trial.id, trial]));
  const rungs: PlannedTrial[][] = [];
  const depthOf = ({ definition: { continues } }: PlannedTrial): number => {
    const below = continues === undefined ? undefined : byId.get(continues);
    return below === undefined ? 0 : 1 + depthOf(below);
  };
  for (const trial of trials) (rungs[depthOf(trial)] ??= []).push(trial);
  return rungs;
}

/** The trial as a task whose folder is elsewhere. */
export function taskOf(sweep: Sweep, { id, definition }: PlannedTrial, projectDir: string, folder: string): TrialTask {
  const { isolation, parallel } = sweep;
  const limits = limitsFor(sweep.limits, definition.params);
  const resources = resourcesFor(sweep.resources, definition.params);
  const { continues, ...rest } = definition;
  const trialDir = (trial: string): string => join(folder, 'trials', trial);
  const task = {
    ...rest,
    id,
    projectDir,
    trialDir: trialDir(id),
    isolation,
    limits,
    resources,
    ...defined({ parallel }),
  };
  if (continues === undefined) return task;
  const digest = artifactsDigest(trialDir(continues)) ?? '';
  return { ...task, continues: { id: continues, trialDir: trialDir(continues), digest } };
}
