import type { TaskGraph } from '@nx/devkit';

/**
 * Nx hashes all tasks of a batch before it starts: one that reads what another of them writes would be cached as the result
 * of inputs that it did not have. Throws rather than let that happen.
 */
export function assertIndependent({ tasks, dependencies }: Pick<TaskGraph, 'tasks' | 'dependencies'>): void {
  for (const [task, needed] of Object.entries(dependencies))
    for (const { id: other } of needed)
      if (Object.hasOwn(tasks, task) && Object.hasOwn(tasks, other))
        throw new Error(`Internal error: ${task} and ${other}, which it depends on, are in one batch`);
}
