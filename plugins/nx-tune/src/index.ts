import { sweepFileGlob } from '@nx-tune/sweep/names';
import type { CreateDependencies, CreateNodes, PostTasksExecution, PreTasksExecution } from '@nx/devkit';

import { isPlugNPlay, plugNPlayProblem } from './plugNPlay.js';

export { defineSweep, type SweepConfig } from './config/defineSweep.js';
export type { Params } from './config/params.js';
export type { Curvature, CurvatureOf, MeasuredTime, MeasureOptions, Metrics, Objective, Trial } from '@nx-tune/runner';

export const name = 'nx-tune';

/** The functions that Nx calls are loaded on their first call: a sweep file or an objective that imports this module needs none of them. */
export const createNodes: CreateNodes = [
  sweepFileGlob,
  async (files, options, context) =>
    isPlugNPlay()
      ? (await import('./inference/refuseSweeps.js')).refuseSweeps(plugNPlayProblem, files, context.workspaceRoot)
      : (await import('./inference/inferNodes.js')).inferNodes(files, options, context),
];

export const createDependencies: CreateDependencies = async (...args) =>
  isPlugNPlay()
    ? []
    : [
        ...(await (await import('./imports/importDependencies.js')).importDependencies(...args)),
        ...(await import('./inference/trialDependencies.js')).trialDependencies(args[1].projects),
      ];

export const preTasksExecution: PreTasksExecution = async (...args) =>
  (await import('./run/prepareRun.js')).prepareRun(...args);

export const postTasksExecution: PostTasksExecution = async (...args) =>
  (await import('./run/prepareRun.js')).finishRun(...args);
