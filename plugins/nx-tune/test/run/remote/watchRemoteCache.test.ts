import type { ExecutorContext } from '@nx/devkit';

import { runIdVariable, turnVariable } from '../../../src/constants.js';
import { watchRemoteCache } from '../../../src/run/remote/watchRemoteCache.js';
import { atWork, beginWork, idlenessOf } from '../../../src/run/remote/work.js';
import { turnText } from '../../../src/run/turn/ownTurn.js';
import { register, unregister } from '../../../src/run/turn/registry.js';
import { runsFolder } from '../../../src/run/turn/runsFolder.js';
import { temporaryWorkspace } from '../../support/temporaryWorkspace.js';

const server = 'http://127.0.0.1:1';
const variables = ['NX_SELF_HOSTED_REMOTE_CACHE_SERVER', turnVariable, runIdVariable];
const patience = { sayAfterMs: 60, endAfterMs: 200, lookEveryMs: 10 };
const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let context: ExecutorContext;
let folder: string;
let number: number;
let said: string[];
const watch = (): void => watchRemoteCache({ folder, number, id: 'run' }, (text) => void said.push(text), patience);

function contextOf(root: string, ...executors: readonly string[]): ExecutorContext {
  const names = executors.map((_, index) => `p${index}`);
  const tasks = names.map((project) => [`${project}:t`, { id: `${project}:t`, target: { project, target: 't' } }]);
  const nodes = names.map((name, index) => [name, { data: { targets: { t: { executor: executors[index] } } } }]);
  return {
    root,
    taskGraph: { tasks: Object.fromEntries(tasks) as unknown },
    projectGraph: { nodes: Object.fromEntries(nodes) as unknown },
  } as ExecutorContext;
}

beforeEach(() => {
  const root = temporaryWorkspace({});
  context = contextOf(root, 'nx-tune:trial', 'nx-tune:tune');
  folder = runsFolder(root);
  const record = { id: 'run', command: 'nx tune a', since: '', isSure: true, showsMessages: true };
  number = register(folder, record, undefined);
  said = [];
  process.env['NX_SELF_HOSTED_REMOTE_CACHE_SERVER'] = server;
  process.env[turnVariable] = turnText({ number, id: 'run' });
});
afterEach(() => {
  unregister(folder, number);
  for (const name of variables) delete process.env[name];
});

test('a run in which nothing follows a task says so, then what to do, and then no more', async () => {
  watch();
  beginWork(context)();
  await after(600);
  expect(said).toEqual([
    `Nx has been waiting for the remote cache ${server} for 0.06 s ...`,
    expect.stringMatching(/^Note: .* for 0\.2 s, and goes on waiting, .* run without it: env -u NX_SELF_HOSTED_/),
  ]);
});

test('there is no message before the first task has ended, and while one works', async () => {
  watch();
  await after(150);
  const [first, second] = [beginWork(context), beginWork(context)];
  first();
  await after(150);
  expect(said).toEqual([]);
  second();
  await after(150);
  expect(said[0]).toContain('Nx has been waiting for the remote cache');
});

test('tasks that follow each other soon say nothing, however long the run is', async () => {
  watch();
  for (let tasks = 0; tasks < 10; tasks++) {
    await atWork(() => after(20))({}, context);
    await after(15);
  }
  expect(said).toEqual([]);
});

test('other tools may be at work instead', async () => {
  watch();
  beginWork(contextOf(context.root, 'nx-tune:trial', 'nx:run-commands'))();
  await after(150);
  expect(said[0]).toContain(`${server}, unless another task is running, for`);
});

test('a run that is over, or that has no remote cache, is not watched', async () => {
  watch();
  delete process.env['NX_SELF_HOSTED_REMOTE_CACHE_SERVER'];
  beginWork(context)();
  expect(idlenessOf(folder, number)).toBeUndefined();
  process.env['NX_SELF_HOSTED_REMOTE_CACHE_SERVER'] = server;
  beginWork(context)();
  unregister(folder, number);
  await after(150);
  expect(said).toEqual([]);
});
