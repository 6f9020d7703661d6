import { createRequire } from 'node:module';
import { join } from 'node:path';

import type * as initLocal from 'nx/bin/init-local.js';
import type * as workspaceEnv from 'nx/bin/workspace-env.js';
import type * as daemonClient from 'nx/src/daemon/client/client.js';
import type * as taskEnv from 'nx/src/tasks-runner/task-env.js';
import type * as workspaceContext from 'nx/src/utils/workspace-context.js';

import type * as inferredClosure from '../../../src/imports/inferredClosure.js';

/** Modules of Nx by their names in its package, which has public names for none of them. */
interface NxModules {
  readonly 'nx/src/daemon/client/client.js': typeof daemonClient;
  readonly 'nx/src/tasks-runner/task-env.js': typeof taskEnv;
  readonly 'nx/src/utils/workspace-context.js': typeof workspaceContext;
  readonly 'nx/bin/init-local.js': typeof initLocal;
  readonly 'nx/bin/workspace-env.js': typeof workspaceEnv;
}

/** The Nx and the plugin that a workspace has installed, run as their bins run them. */
export interface WorkspaceNx {
  /** The scripts that Nx forks: for a batch of tasks, and for a task. */
  readonly forked: readonly string[];
  nx(): Promise<void>;
  verb(): void;
}

export function openWorkspaceNx(root: string): WorkspaceNx {
  const require = createRequire(join(root, 'package.json'));
  const load = <Name extends keyof NxModules>(name: Name): NxModules[Name] => require(name) as NxModules[Name];
  const forgetTasks = createAmnesia(load('nx/src/tasks-runner/task-env.js'));
  const startAfresh = (): void => {
    forgetTasks();
    forgetImports(require.cache);
    meetDaemonAnew(load('nx/src/daemon/client/client.js'));
  };
  return {
    forked: ['nx/src/tasks-runner/batch/run-batch.js', 'nx/bin/run-executor.js'].map((name) => require.resolve(name)),
    nx: async () => {
      startAfresh();
      forgetCommandLine(require.cache);
      await load('nx/bin/workspace-env.js').loadWorkspaceEnv(root);
      // Which files there are is looked up once in a process.
      load('nx/src/utils/workspace-context.js').setupWorkspaceContext(root);
      await load('nx/bin/init-local.js').initLocal({ type: 'nx', dir: root });
    },
    verb: () => {
      startAfresh();
      load('nx/src/utils/workspace-context.js').resetWorkspaceContext();
      runBin(require);
    },
  };
}

/**
 * Nx remembers the environment of a task, with its .env files, for as long as a process lives. Returns what makes it
 * forget: from then on each task has another name there. Other modules look the function up whenever they call it.
 */
function createAmnesia(module: NxModules['nx/src/tasks-runner/task-env.js']): () => void {
  const { getTaskSpecificEnv } = module;
  let command = 0;
  const value: typeof getTaskSpecificEnv = (task, graph) =>
    getTaskSpecificEnv({ ...task, id: `${command} ${task.id}` }, graph);
  Object.defineProperty(module, 'getTaskSpecificEnv', { enumerable: true, value });
  return () => void command++;
}

/** The plugin forgets when it infers, which with the daemon is not in this process. */
function forgetImports(cache: NodeJS.Dict<NodeJS.Module>): void {
  const file = Object.keys(cache).find((name) => name.endsWith('/nx-tune/dist/imports/inferredClosure.js')) ?? '';
  (cache[file]?.exports as typeof inferredClosure | undefined)?.forgetImports();
}

/** A client sends its environment to the daemon once, and remembers whether there is to be a daemon at all. */
function meetDaemonAnew(
  module: { daemonClient: daemonClient.DaemonClient } & Pick<typeof daemonClient, 'DaemonClient'>,
): void {
  module.daemonClient.reset();
  module.daemonClient = new module.DaemonClient();
}

/** yargs is one object for a process, and parses one command line. */
function forgetCommandLine(cache: NodeJS.Dict<NodeJS.Module>): void {
  const hasState = /\/yargs\/|\/nx-commands\.js$|\/command-objects?\.js$|\/shared-options\.js$|\/init-local\.js$/;
  for (const file of Object.keys(cache)) if (hasState.test(file)) delete cache[file];
}

/** The bin of the plugin does one thing when it is loaded: it loads the program, which parses `process.argv`. */
function runBin(require: NodeJS.Require): void {
  const { bin } = require('nx-tune/package.json') as { readonly bin: Readonly<Record<string, string>> };
  const file = join(require.resolve('nx-tune/package.json'), '..', bin['nx-tune'] ?? '');
  for (const { id } of require.cache[file]?.children ?? []) delete require.cache[id];
  delete require.cache[file];
  require(file);
}
