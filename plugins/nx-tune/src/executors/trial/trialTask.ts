import { join } from 'node:path';

import type { ExecutorContext, ProjectGraph } from '@nx/devkit';
import type { TrialTask } from '@nx-tune/runner';
import { type TrialDefinition, trialId } from '@nx-tune/search';

import { outputFolder } from '../../constants.js';

/** The options of a trial's target: see `schemas/trial.json`. */
export interface TrialOptions {
  /** The definition of the trial, as canonical JSON. */
  readonly trial: string;
  readonly code: string;
  readonly engine: number;
}

/** What the runner must know of a trial: its definition from the options, its place from the project. */
export function toTrialTask(
  project: string,
  options: TrialOptions,
  { root, projectGraph }: Pick<ExecutorContext, 'root' | 'projectGraph'>,
): TrialTask {
  const { objective, metric, params, seed, ...rest } = JSON.parse(options.trial) as TrialDefinition;
  const { data } = nodeOf(projectGraph, project);
  return {
    id: trialId({ objective, metric, params, seed, ...rest }),
    objective,
    metric,
    params,
    seed,
    projectDir: join(root, ownerRoot(data.root)),
    trialDir: join(root, data.root),
    isolation: data.targets?.['trial']?.metadata?.['isolation'] === 'process' ? 'process' : 'thread',
  };
}

export function nodeOf({ nodes }: ProjectGraph, project: string): ProjectGraph['nodes'][string] {
  const node = nodes[project];
  if (node === undefined) throw new Error(`Internal error: ${project} is not in the project graph`);
  return node;
}

/** `apps/digits` of `apps/digits/.tune/trials/<id>`. */
const ownerRoot = (trialRoot: string): string =>
  trialRoot.split('/').slice(0, -`${outputFolder}/trials/id`.split('/').length).join('/') || '.';
