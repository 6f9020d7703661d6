import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';

import type { ExecutorContext } from '@nx/devkit';

import { outputFolder } from '../../constants.js';
import { neededTasks, taskIn, trialOf } from '../heal/wrongTrials.js';
import { nodeOf, toTrialTask, type TrialOptions } from '../trial/trialTask.js';

/** Facts of the task graph about trials that may be without a result. */
export interface JudgedTrials {
  /**
   * True if the trial of a folder, which is relative to the project's `.tune`, was never meant to run: no point was left for it.
   */
  readonly isLeftOut: (folder: string) => boolean;
  /** True if `fail_fast` may have kept trials from starting. */
  readonly mayBeMissing: () => boolean;
}

export function judgedTrials(context: ExecutorContext, projectRoot: string): JudgedTrials {
  const { root, projectGraph, taskGraph } = context;
  return {
    isLeftOut: (folder) => {
      const own = posix.join(projectRoot, outputFolder, folder);
      if (existsSync(join(root, own, 'result.json'))) return false;
      const { project } = taskGraph?.tasks[taskIn(own, context) ?? '']?.target ?? {};
      if (project === undefined) return false;
      const options = nodeOf(projectGraph, project).data.targets?.['trial']?.options as TrialOptions;
      return toTrialTask(project, options, context) === null;
    },
    mayBeMissing: () => neededTasks(context).some((task) => trialOf(task, context)?.limits?.failFast !== undefined),
  };
}
