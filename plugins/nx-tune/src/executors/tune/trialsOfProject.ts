import type { ExecutorContext } from '@nx/devkit';

import { trialExecutor } from '../../constants.js';
import { nodeOf, projectRootOf } from '../trial/trialTask.js';

/** The trials of this run that belong to a project. */
export function trialsOfProject({ taskGraph, projectGraph }: ExecutorContext, project: string): string[] {
  const { root } = nodeOf(projectGraph, project).data;
  const isTrial = (name: string): boolean => {
    const data = projectGraph.nodes[name]?.data;
    return data?.targets?.['trial']?.executor === trialExecutor && projectRootOf(data.root) === root;
  };
  return Object.values(taskGraph?.tasks ?? {}).flatMap(({ target }) =>
    target.target === 'trial' && isTrial(target.project) ? [target.project] : [],
  );
}
