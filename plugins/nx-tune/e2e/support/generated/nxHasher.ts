import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { ProjectGraph, TaskGraph } from '@nx/devkit';
import type * as nxJson from 'nx/src/config/nx-json.js';
import type * as createTaskHasher from 'nx/src/hasher/create-task-hasher.js';
import type * as hashTask from 'nx/src/hasher/hash-task.js';
import type * as projectGraph from 'nx/src/project-graph/project-graph.js';
import type * as createTaskGraph from 'nx/src/tasks-runner/create-task-graph.js';
import type * as taskEnv from 'nx/src/tasks-runner/task-env.js';
import type * as workspaceContext from 'nx/src/utils/workspace-context.js';

/** The hash of each subject's trial. */
export type Hashes = ReadonlyMap<string, string>;

/** Nx's own graph and hasher, run again and again in one process. */
export interface NxHasher {
  /** Hashes as a command without the daemon does. */
  hash(): Promise<Hashes>;
  /** Hashes as with the daemon, which keeps graph and hasher if it watches none of the files that changed. */
  hashWatched(changed: readonly string[]): Promise<Hashes>;
  /** The graph that was hashed last. */
  graph(): ProjectGraph;
}

interface Prepared {
  readonly graph: ProjectGraph;
  readonly hasher: ReturnType<typeof createTaskHasher.createTaskHasher>;
}

/** `root` is the workspace of this process: Nx knows one per process. */
export function createNxHasher(root: string): NxHasher {
  const nx = loadNx(root);
  let prepared: Prepared | undefined;
  const prepare = async (): Promise<Prepared> => {
    // Which files there are is looked up once in a process.
    nx.setupWorkspaceContext(root);
    const graph = await nx.createProjectGraphAsync({ exitOnError: false });
    return { graph, hasher: nx.createTaskHasher(graph, nx.readNxJson() ?? {}) };
  };
  const isWatched = (changed: readonly string[]): boolean => {
    const inside = changed.filter((path) => path.startsWith('acme/')).map((path) => path.slice('acme/'.length));
    const before = nx.trackedFilesInContext(root, inside);
    nx.setupWorkspaceContext(root);
    return before.length + nx.trackedFilesInContext(root, inside).length > 0;
  };
  return {
    hash: async () => hashTrials(nx, (prepared = await prepare())),
    hashWatched: async (changed) => {
      if (prepared === undefined || isWatched(changed)) prepared = await prepare();
      return hashTrials(nx, prepared);
    },
    graph: () => {
      if (prepared === undefined) throw new Error('Internal error: nothing was hashed');
      return prepared.graph;
    },
  };
}

type Nx = ReturnType<typeof loadNx>;

function loadNx(root: string) {
  const require = createRequire(join(root, 'package.json'));
  const { getTaskSpecificEnv } = forgetfully(require('nx/src/tasks-runner/task-env.js') as typeof taskEnv);
  return {
    getTaskSpecificEnv,
    ...(require('nx/src/config/nx-json.js') as typeof nxJson),
    ...(require('nx/src/hasher/create-task-hasher.js') as typeof createTaskHasher),
    ...(require('nx/src/hasher/hash-task.js') as typeof hashTask),
    ...(require('nx/src/project-graph/project-graph.js') as typeof projectGraph),
    ...(require('nx/src/tasks-runner/create-task-graph.js') as typeof createTaskGraph),
    ...(require('nx/src/utils/workspace-context.js') as typeof workspaceContext),
  };
}

/** Nx remembers the environment of a task by its name for as long as the process lives: each call gets another name. */
function forgetfully(module: typeof taskEnv): typeof taskEnv {
  const { getTaskSpecificEnv } = module;
  let calls = 0;
  const value: typeof getTaskSpecificEnv = (task, graph) =>
    getTaskSpecificEnv({ ...task, id: `${calls++} ${task.id}` }, graph);
  return Object.defineProperty(module, 'getTaskSpecificEnv', { enumerable: true, value });
}

async function hashTrials(nx: Nx, { graph, hasher }: Prepared): Promise<Hashes> {
  const trials = Object.keys(graph.nodes).filter((name) => graph.nodes[name]?.data.targets?.['trial'] !== undefined);
  // Without the tasks that they depend on, whose hashes would be thrown away.
  const taskGraph = nx.createTaskGraph(graph, {}, trials, ['trial'], undefined, { __overrides_unparsed__: [] }, true);
  const json = nx.readNxJson() ?? {};
  await nx.hashTasksThatDoNotDependOnOutputsOfOtherTasks(hasher, graph, taskGraph, json, null);
  await hashTheRest(nx, { graph, hasher }, taskGraph);
  const tasks = Object.values(taskGraph.tasks);
  return new Map(tasks.map(({ target, hash }) => [/^_\/(.+)--\//.exec(target.project)?.[1] ?? '', hash ?? '']));
}

/** If an input may be the output of another task, Nx hashes when that one has ended. */
async function hashTheRest(nx: Nx, { graph, hasher }: Prepared, taskGraph: TaskGraph): Promise<void> {
  for (const task of Object.values(taskGraph.tasks))
    if (task.hash === undefined)
      await nx.hashTask(hasher, graph, taskGraph, task, nx.getTaskSpecificEnv(task, graph), null);
}
