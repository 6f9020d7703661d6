import { join } from 'node:path';

import type { ProjectGraph, Task, TaskGraph } from '@nx/devkit';
import { type NxJsonConfiguration, readNxJson } from 'nx/src/config/nx-json.js';
import { createTaskHasher } from 'nx/src/hasher/create-task-hasher.js';
import { HashPlanInspector } from 'nx/src/hasher/hash-plan-inspector.js';
import { hashTasks, hashTasksThatDoNotDependOnOutputsOfOtherTasks } from 'nx/src/hasher/hash-task.js';
import { InProcessTaskHasher, type TaskHasher } from 'nx/src/hasher/task-hasher.js';
import type { TaskPlanningContext } from 'nx/src/hasher/task-planning-context.js';
import { transformProjectGraphForRust } from 'nx/src/native/transform-objects.js';
import { createProjectRootMappings } from 'nx/src/project-graph/utils/find-project-for-path.js';
import { DbCache } from 'nx/src/tasks-runner/cache.js';
import { createTaskGraph } from 'nx/src/tasks-runner/create-task-graph.js';
import { getTaskSpecificEnv } from 'nx/src/tasks-runner/task-env.js';
import { removeTasksFromTaskGraph } from 'nx/src/tasks-runner/utils.js';
import { workspaceRoot } from 'nx/src/utils/workspace-root.js';
import { getNxWorkspaceFilesFromContext } from 'nx/src/utils/workspace-context.js';

import type { TrialMetadata } from '../inference/targets/trialMetadata.js';
import { readGates } from '../study/readGates.js';
import { PartPlanner } from './partPlanner.js';
import { isTrial } from './trialTarget.js';

/**
 * One of the files that use Nx's internals (the others are `partPlanner.ts`, `fileDigest.ts`, `taskHashes.ts` and `run/trialEnvironment.ts`): it
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

/**
 * The environments with which Nx hashes tasks, by their ids. Those of all trials are the same, since only environment files in their
 * own folders could make them differ.
 */
export function environmentsOf(tasks: readonly Task[], graph: ProjectGraph): Record<string, NodeJS.ProcessEnv> {
  const trial = tasks.find((task) => isTrialTask(task, graph));
  const ofTrials = trial === undefined ? {} : getTaskSpecificEnv(trial, graph);
  return Object.fromEntries(
    tasks.map((task) => [task.id, isTrialTask(task, graph) ? ofTrials : getTaskSpecificEnv(task, graph)]),
  );
}

const isTrialTask = ({ target }: Task, graph: ProjectGraph): boolean =>
  target.target === 'trial' && isTrial(graph, target.project);

/** Hashes a task as Nx does, once with each of some environments. */
export async function hashesOf(
  graph: ProjectGraph,
  taskGraph: TaskGraph,
  workspaceRoot: string,
  id: string,
  environments: readonly NodeJS.ProcessEnv[],
): Promise<readonly string[]> {
  const roots = Object.fromEntries(createProjectRootMappings(graph.nodes).entries());
  const { externalReferences } = await getNxWorkspaceFilesFromContext(workspaceRoot, roots, false);
  const hasher = new InProcessTaskHasher(graph, readNxJson() ?? {}, externalReferences ?? null, {});
  const task = taskGraph.tasks[id];
  if (task === undefined) throw new Error(`Internal error: ${id} is not in the task graph`);
  const hashes: string[] = [];
  for (const env of environments) hashes.push((await hasher.hashTask(task, taskGraph, env)).value);
  return hashes;
}

/**
 * Whether a task changes nothing for those that depend on it if the cache does not have it: beside another run, `inputs` is not cached,
 * and a trial that a race has dropped never is.
 */
const isHarmless = (task: Task | undefined, graph: ProjectGraph): boolean =>
  task?.cache === false || task?.target.target === 'inputs' || (task !== undefined && isDropped(task, graph));

function isDropped({ target: { project, target } }: Task, { nodes }: ProjectGraph): boolean {
  const { root = '', targets = {} } = nodes[project]?.data ?? {};
  const { gates } = (targets[target]?.metadata ?? {}) as { readonly gates?: readonly string[] };
  return readGates(join(workspaceRoot, root, '../..'), gates) === 'closed';
}

/** How many trials are hashed at a time: what Nx plans for each of them takes longer with each project that it sees. */
const trialsAtOnce = 2000;

/** Finds the trial projects of a sweep whose results are in the local cache of this machine. */
export async function cachedTrials(
  graph: ProjectGraph,
  project: string,
  sweepTarget: string,
): Promise<ReadonlySet<string>> {
  const nxJson = readNxJson() ?? {};
  const hasher = createTaskHasher(graph, nxJson, undefined, undefined, planningOf(graph, nxJson));
  // Without `init`, it does not query a remote cache.
  const cache = new DbCache({ skipRemoteCache: true } as ConstructorParameters<typeof DbCache>[0]);
  const found = new Set<string>();
  for (const part of partsOf(graph, project, sweepTarget)) {
    const tasks = await cachedTasks(graph, part, hasher, cache);
    for (const { target } of tasks.filter((task) => isTrialTask(task, graph))) found.add(target.project);
  }
  return found;
}

/** Made when the hasher first asks for it: that of the daemon does not. */
const planningOf = (graph: ProjectGraph, nxJson: NxJsonConfiguration): TaskPlanningContext => ({
  get projectGraphRef() {
    return transformProjectGraphForRust(graph);
  },
  get planner() {
    return new PartPlanner(nxJson, graph);
  },
});

/** The trials of a sweep with all that they wait for; some at a time if they do not wait for each other. */
function* partsOf(graph: ProjectGraph, project: string, sweepTarget: string): Generator<TaskGraph> {
  const { dependsOn = [] } = graph.nodes[project]?.data.targets?.[sweepTarget] ?? {};
  const trials = dependsOn.flatMap((one) =>
    typeof one !== 'string' && one.target === 'trial' ? (one.projects ?? []) : [],
  );
  const size = trials.every((trial) => isFree(graph, trial)) ? trialsAtOnce : trials.length;
  for (let start = 0; start < trials.length; start += size)
    yield createTaskGraph(graph, {}, trials.slice(start, start + size), ['trial'], undefined, {
      __overrides_unparsed__: [],
    });
}

/** Whether a trial waits for nothing but its inputs, and for its chunk. */
function isFree({ nodes }: ProjectGraph, trial: string): boolean {
  const { dependsOn = [], metadata } = nodes[trial]?.data.targets?.['trial'] ?? {};
  return dependsOn.length === ((metadata as Partial<TrialMetadata> | undefined)?.chunk === undefined ? 1 : 2);
}

/** The trials for which no other task waits. Nx hashes trials when it has their inputs, whose outputs lie beside environment files. */
function lastTrials(graph: ProjectGraph, { tasks, dependencies }: TaskGraph): string[] {
  const needed = new Set(Object.values(dependencies).flatMap((edges) => edges.map(({ id }) => id)));
  return Object.values(tasks)
    .filter((task) => isTrialTask(task, graph) && !needed.has(task.id))
    .map(({ id }) => id);
}

/** Finds the tasks whose results are in the cache. */
async function cachedTasks(
  graph: ProjectGraph,
  taskGraph: TaskGraph,
  hasher: TaskHasher,
  cache: DbCache,
): Promise<readonly Task[]> {
  const first = removeTasksFromTaskGraph(taskGraph, lastTrials(graph, taskGraph));
  await hashTasksThatDoNotDependOnOutputsOfOtherTasks(hasher, graph, first, readNxJson() ?? {}, null);
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
  return tasks.filter(({ id }) => cached.has(id));
}
