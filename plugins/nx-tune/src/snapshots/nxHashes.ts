import { join } from 'node:path';

import type { ProjectGraph, Task, TaskGraph } from '@nx/devkit';
import { readNxJson } from 'nx/src/config/nx-json.js';
import { createTaskHasher } from 'nx/src/hasher/create-task-hasher.js';
import { HashPlanInspector } from 'nx/src/hasher/hash-plan-inspector.js';
import { hashTasks, hashTasksThatDoNotDependOnOutputsOfOtherTasks } from 'nx/src/hasher/hash-task.js';
import { InProcessTaskHasher } from 'nx/src/hasher/task-hasher.js';
import { createProjectRootMappings } from 'nx/src/project-graph/utils/find-project-for-path.js';
import { DbCache } from 'nx/src/tasks-runner/cache.js';
import { createTaskGraph } from 'nx/src/tasks-runner/create-task-graph.js';
import { getTaskSpecificEnv } from 'nx/src/tasks-runner/task-env.js';
import { workspaceRoot } from 'nx/src/utils/workspace-root.js';
import { getNxWorkspaceFilesFromContext } from 'nx/src/utils/workspace-context.js';

import { readGates } from '../study/readGates.js';

/**
 * One of the files that use Nx's internals (the others are `fileDigest.ts`, `taskHashes.ts` and `run/trialEnvironment.ts`): it
 * finds what Nx would hash for a task, and whether the cache has its result.
 * Only explanations rely on it, never results; if a release of Nx moves these modules, explanations say less.
 */

/** Everything that Nx hashes for a task, by kind. Files are relative to the workspace, packages are called `npm:name`. */
export interface HashedInputs {
  readonly files: readonly string[];
  readonly runtime: readonly string[];
  readonly environment: readonly string[];
  readonly external: readonly string[];
}

/** Finds everything that Nx hashes for a task, file by file. */
export async function hashedInputs(
  graph: ProjectGraph,
  workspaceRoot: string,
  project: string,
  target: string,
): Promise<HashedInputs> {
  const inspector = new HashPlanInspector(graph, workspaceRoot, readNxJson() ?? {});
  await inspector.init();
  const inputs = inspector.inspectTaskInputs({ project, target }, {}, {}, true)[`${project}:${target}`];
  if (inputs === undefined) throw new Error(`Nx reports no inputs for ${project}:${target}.`);
  return inputs;
}

/** The environment with which Nx hashes a task. */
export function taskEnvironment(graph: ProjectGraph, { tasks }: TaskGraph, id: string): NodeJS.ProcessEnv {
  const task = tasks[id];
  if (task === undefined) throw new Error(`Internal error: ${id} is not in the task graph`);
  return getTaskSpecificEnv(task, graph);
}

/** The environments with which Nx hashes tasks, by their ids. */
export const environmentsOf = (tasks: readonly Task[], graph: ProjectGraph): Record<string, NodeJS.ProcessEnv> =>
  Object.fromEntries(tasks.map((task) => [task.id, getTaskSpecificEnv(task, graph)]));

const workspaceFiles = (graph: ProjectGraph, workspaceRoot: string) =>
  getNxWorkspaceFilesFromContext(
    workspaceRoot,
    Object.fromEntries(createProjectRootMappings(graph.nodes).entries()),
    false,
  );

/** The digests of files that Nx puts into hashes, by their paths in the workspace. Nx reads a file again if its time of modification is another. */
export async function digestsInHashes(
  graph: ProjectGraph,
  workspaceRoot: string,
): Promise<ReadonlyMap<string, string>> {
  const { projectFileMap, globalFiles } = await workspaceFiles(graph, workspaceRoot);
  const files = [...Object.values(projectFileMap).flat(), ...globalFiles];
  return new Map(files.map(({ file, hash }) => [file, hash]));
}

/** Hashes a task as Nx does, once with each of some environments. */
export async function hashesOf(
  graph: ProjectGraph,
  taskGraph: TaskGraph,
  workspaceRoot: string,
  id: string,
  environments: readonly NodeJS.ProcessEnv[],
): Promise<readonly string[]> {
  const { externalReferences } = await workspaceFiles(graph, workspaceRoot);
  const hasher = new InProcessTaskHasher(graph, readNxJson() ?? {}, externalReferences ?? null, {});
  const task = taskGraph.tasks[id];
  if (task === undefined) throw new Error(`Internal error: ${id} is not in the task graph`);
  const hashes: string[] = [];
  for (const env of environments) hashes.push((await hasher.hashTask(task, taskGraph, env)).value);
  return hashes;
}

/**
 * True if a task changes nothing for those that depend on it if the cache does not have it: beside another run, `inputs` is not
 * cached, and a trial that a race has dropped never is.
 */
const isHarmless = (task: Task | undefined, graph: ProjectGraph): boolean =>
  task?.cache === false || task?.target.target === 'inputs' || (task !== undefined && isDropped(task, graph));

function isDropped({ target: { project, target } }: Task, { nodes }: ProjectGraph): boolean {
  const { root = '', targets = {} } = nodes[project]?.data ?? {};
  const { gates } = (targets[target]?.metadata ?? {}) as { readonly gates?: readonly string[] };
  return readGates(join(workspaceRoot, root, '../..'), gates) === 'closed';
}

/** Finds the trial projects of a sweep whose results are in the local cache of this machine. */
export async function cachedTrials(
  graph: ProjectGraph,
  project: string,
  sweepTarget: string,
): Promise<ReadonlySet<string>> {
  const taskGraph = createTaskGraph(graph, {}, [project], [sweepTarget], undefined, { __overrides_unparsed__: [] });
  const nxJson = readNxJson() ?? {};
  const hasher = createTaskHasher(graph, nxJson);
  await hashTasksThatDoNotDependOnOutputsOfOtherTasks(hasher, graph, taskGraph, nxJson, null);
  // Without `init`, it does not query a remote cache.
  const cache = new DbCache({ skipRemoteCache: true } as ConstructorParameters<typeof DbCache>[0]);
  const tasks = Object.values(taskGraph.tasks);
  const hits = await cache.getBatch(tasks.filter(({ hash }) => hash));
  const cached = new Set(tasks.filter(({ hash }) => hits.get(hash ?? '')?.code === 0).map(({ id }) => id));
  const needs = (id: string): string[] => (taskGraph.dependencies[id] ?? []).map((needed) => needed.id);
  // What is never cached is as its last run left it.
  const isAvailable = (id: string): boolean =>
    cached.has(id) || (isHarmless(taskGraph.tasks[id], graph) && needs(id).every(isAvailable));
  // Tasks that read the outputs of others get a hash once these are available, in the order in which Nx would restore them.
  const waiting = new Set(tasks.filter(({ hash }) => !hash));
  for (let isProgressing = true; isProgressing;) {
    const ready = [...waiting].filter(({ id }) => needs(id).every(isAvailable));
    isProgressing = ready.length > 0;
    // All at once: Nx looks at the whole task graph each time.
    await hashTasks(hasher, graph, taskGraph, environmentsOf(ready, graph), null, ready);
    const found = await cache.getBatch(ready.filter(({ hash }) => hash));
    for (const task of ready) {
      waiting.delete(task);
      if (found.get(task.hash ?? '')?.code === 0) cached.add(task.id);
    }
  }
  return new Set(
    tasks.filter(({ id, target }) => target.target === 'trial' && cached.has(id)).map(({ target }) => target.project),
  );
}
