import { createProjectGraphAsync, type ProjectGraph, type TaskGraph } from '@nx/devkit';
import { readNxJson } from 'nx/src/config/nx-json.js';
import { createTaskHasher } from 'nx/src/hasher/create-task-hasher.js';
import { hashTask } from 'nx/src/hasher/hash-task.js';
import { getTaskSpecificEnv } from 'nx/src/tasks-runner/task-env.js';

/**
 * Computes the hashes of tasks of a run, under which Nx's cache has their results: Nx does not tell them to the tasks. Empty
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
    for (const id of ids) {
      const task = taskGraph.tasks[id];
      if (task === undefined) continue;
      const copy = { ...task };
      await hashTask(hasher, projectGraph, taskGraph, copy, getTaskSpecificEnv(copy, projectGraph), null);
      if (copy.hash) hashes.set(id, copy.hash);
    }
  } catch {
    // Then nobody knows which entries of the cache are wrong; the trials are computed all the same.
  }
  return hashes;
}
