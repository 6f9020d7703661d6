import { createProjectGraphAsync, type ProjectGraph, type Task, type TaskGraph } from '@nx/devkit';
import { readNxJson } from 'nx/src/config/nx-json.js';
import { createTaskHasher } from 'nx/src/hasher/create-task-hasher.js';
import { hashTasks } from 'nx/src/hasher/hash-task.js';

import { environmentsOf } from './nxHashes.js';

/**
 * Computes the hashes of tasks of a run, under which Nx's cache has their results: Nx does not pass them to the tasks. Empty
 * where a release of Nx does not let us.
 */
export async function taskHashes(
  projectGraph: ProjectGraph,
  taskGraph: TaskGraph,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const hashes = new Map<string, string>();
  try {
    // Without a daemon, this process must first read which files there are.
    await createProjectGraphAsync();
    const hasher = createTaskHasher(projectGraph, readNxJson() ?? {});
    const tasks = ids.flatMap((id) => withoutHash(taskGraph.tasks[id]));
    await hashTasks(hasher, projectGraph, taskGraph, environmentsOf(tasks, projectGraph), null, tasks);
    for (const { id, hash } of tasks) if (hash) hashes.set(id, hash);
  } catch {
    // Then nobody knows which entries of the cache are wrong; the trials are computed all the same.
  }
  return hashes;
}

/** A copy of a task, since the run's own tasks must not change. Nx hashes only those that have no hash. */
function withoutHash(task: Task | undefined): Task[] {
  if (task === undefined) return [];
  const { hash: _, ...copy } = task;
  return [copy];
}
