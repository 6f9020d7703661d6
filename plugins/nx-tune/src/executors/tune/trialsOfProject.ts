import type { ExecutorContext } from '@nx/devkit';

import { trialExecutor } from '../../constants.js';

/** The trials of this run that belong to a project. */
export const trialsOfProject = ({ taskGraph, projectGraph }: ExecutorContext, project: string): string[] =>
  Object.values(taskGraph?.tasks ?? {}).flatMap(({ target }) =>
    target.target === 'trial' &&
    target.project.startsWith(`${project}~`) &&
    projectGraph.nodes[target.project]?.data.targets?.['trial']?.executor === trialExecutor
      ? [target.project]
      : [],
  );
