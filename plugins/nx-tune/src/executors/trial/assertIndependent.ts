import type { TaskGraph } from '@nx/devkit';

/**
 * Throws if one task of a batch depends on another. Nx hashes all tasks of a batch before it starts, so a task that reads
 * what another one writes would be cached as the result of inputs that it did not have.
 */
export function assertIndependent({ tasks, dependencies }: Pick<TaskGraph, 'tasks' | 'dependencies'>): void {
  for (const [task, needed] of Object.entries(dependencies))
    for (const { id: other } of needed)
      if (Object.hasOwn(tasks, task) && Object.hasOwn(tasks, other))
        throw new Error(`Internal error: ${task} and ${other}, which it depends on, are in one batch`);
}
