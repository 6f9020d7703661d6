import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';

import { type CacheServer, startCacheServer, token } from './support/cacheServer.js';
import { journaled } from './support/journaled.js';
import { entriesWith, poison } from './support/poison.js';
import { createWorkspace, type Workspace } from './support/workspace.js';

const objective = `const fs = require('node:fs');
module.exports = async ({ x, kind }, trial) => {
  fs.appendFileSync(process.env.E2E_COUNTER, trial.id + '\\n');
  const { size } = fs.statSync(process.env.E2E_COUNTER);
  if (size === 13 * Number(process.env.E2E_STAY_AT)) await new Promise(() => setInterval(() => undefined, 1e6));
  return (x - 0.3) ** 2 + (kind === 'b' ? 0 : 0.5) + 0.001 * trial.rng();
};
`;
const command = `const fs = require('node:fs');
fs.appendFileSync(process.env.E2E_COUNTER, 'c\\n');
const { x, kind } = JSON.parse(process.env.TUNE_PARAMS);
console.log(JSON.stringify({ loss: (x - 0.3) ** 2 + (kind === 'b' ? 0 : 0.5) }));
`;
/** The third generation learns, since ten trials are there; a fourth, in the test of a larger run_cap, from what was learnt. */
const sweep = `objective: src/objective.cjs
method: tpe
generation: 5
run_cap: 15
metric: { name: loss }
parameters:
  x: { min: 0.0, max: 1.0 }
  kind: { values: [a, b, c] }
seed: one
`;
const files = {
  'apps/learn/project.json': '{"name":"learn"}',
  'apps/learn/src/objective.cjs': objective,
  'apps/learn/src/command.cjs': command,
  'apps/learn/tune.yaml': sweep,
};
const file = 'apps/learn/tune.yaml';
const output = 'apps/learn/.tune/tune';

interface Trials {
  readonly trials: readonly { readonly id: string; readonly params: { readonly x: number } }[];
}

describe('a sweep that learns', () => {
  let server: CacheServer;
  let first: Workspace;
  let good: string;
  const others: Workspace[] = [];
  const own = async (of: Workspace): Promise<Workspace> => {
    const clone = await of.cloned('own');
    others.push(clone);
    return clone;
  };
  const trialsOf = (workspace: Workspace): Trials['trials'] =>
    (JSON.parse(workspace.read(`${output}/trials.json`)) as Trials).trials;

  beforeAll(async () => {
    server = await startCacheServer();
    first = await createWorkspace({ files });
    Object.assign(first.env, {
      NX_SELF_HOSTED_REMOTE_CACHE_SERVER: server.url,
      NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: token,
    });
    expect(await first.executions('tune', 'learn', '--parallel=2')).toBe(15);
    good = first.read(`${output}/trials.json`);
  });
  afterAll(async () => {
    for (const workspace of [...others, first]) await workspace.dispose();
    await server.close();
  });
  /** Each test starts from the files as they were, and caches that know the sweep. */
  beforeEach(() => {
    for (const [path, content] of Object.entries(files)) first.write(path, content);
    for (const name of ['wide', 'command']) first.remove(`apps/learn/${name}.tune.yaml`);
  });

  test('a warm run computes nothing; nor does another machine; what it learnt is in the lock', async () => {
    expect(await first.executions('tune', 'learn')).toBe(0);
    const clone = await own(first);
    expect(await clone.executions('tune', 'learn', '--frozen-lock')).toBe(0);
    expect(clone.read(`${output}/trials.json`)).toBe(good);
    expect((await clone.verb('best', 'learn')).output).toContain('kind: b\n');
    expect((await clone.verb('explain', 'learn')).output).toContain("will not run: Nx's cache has its result");
  });

  test('the daemon sees that the sweep grows, and trials are the same eight at a time, in processes, elsewhere', async () => {
    const alike = `${sweep}isolation: process\n`;
    const small = alike.replace('run_cap: 15', 'run_cap: 10');
    const workspace = await createWorkspace({ daemon: true, files: { ...files, [file]: small } });
    others.push(workspace);
    Object.assign(workspace.env, { LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Kathmandu' });
    expect(await workspace.executions('tune', 'learn', '--parallel=8')).toBe(10);
    workspace.write(file, alike);
    expect(await workspace.executions('tune', 'learn', '--parallel=8')).toBe(5);
    expect(workspace.read(`${output}/trials.json`)).toBe(good);
  });

  test('a larger run_cap runs the new generations alone', async () => {
    first.write(file, sweep.replace('run_cap: 15', 'run_cap: 20'));
    expect(await first.executions('tune', 'learn')).toBe(5);
    expect(trialsOf(first).slice(0, 15)).toEqual((JSON.parse(good) as Trials).trials);
  });

  test('another seed runs all and finds others; back again, none', async () => {
    first.write(file, sweep.replace('seed: one', 'seed: two'));
    expect(await first.executions('tune', 'learn')).toBe(15);
    expect(first.read(`${output}/trials.json`)).not.toBe(good);
    first.write(file, sweep);
    expect(await first.executions('tune', 'learn')).toBe(0);
    expect(first.read(`${output}/trials.json`)).toBe(good);
  });

  test('an edit of the objective runs all', async () => {
    first.edit('apps/learn/src/objective.cjs', '0.3', '0.7');
    expect(await first.executions('tune', 'learn')).toBe(15);
    expect(first.read(`${output}/trials.json`)).not.toBe(good);
  });

  test('values reordered, the sweep renamed: none', async () => {
    first.write('apps/learn/wide.tune.yaml', sweep.replace('[a, b, c]', '[c, a, b]'));
    first.remove(file);
    expect(await first.executions('tune-wide', 'learn')).toBe(0);
  });

  test('a command is tuned alike, and without batches', async () => {
    const ofCommand = sweep.replace('objective: src/objective.cjs', 'command: [node, src/command.cjs]');
    first.write('apps/learn/command.tune.yaml', ofCommand.replace('run_cap: 15', 'run_cap: 6'));
    expect(await first.executions('tune-command', 'learn', '--no-batch')).toBe(6);
    expect(await first.executions('tune-command', 'learn')).toBe(0);
  });

  test('one entry that the cache has lost is one trial that runs', async () => {
    const clone = await own(first);
    const lost = (JSON.parse(good) as Trials).trials[4]?.id ?? '';
    for (const hash of entriesWith(server, 'result.json', `"${lost}"`)) server.replace(hash, undefined);
    expect(await clone.executions('tune', 'learn')).toBe(1);
    expect(clone.read(`${output}/trials.json`)).toBe(good);
  });

  test('a replay computes all of it again', async () => {
    expect(await first.executions('tune', 'learn')).toBe(0);
    const { code, output: said } = await first.nx('run', 'learn:tune-replay');
    expect([code, said]).toEqual([0, expect.stringContaining('15 identical')]);
  });

  test('after a kill, the next run, one at a time and in slices of a moment, computes what had not finished, and proposes the same', async () => {
    const clone = await own(first);
    delete clone.env['NX_SELF_HOSTED_REMOTE_CACHE_SERVER'];
    clone.env['E2E_STAY_AT'] = '7';
    const nx = clone.start('tune', 'learn', '--parallel=1');
    const { pid } = nx;
    if (pid === undefined) throw new Error('nx did not start');
    const ended = once(nx, 'exit');
    while (clone.counted() < 7 || journaled(clone, 'apps/learn') < 6) await setTimeout(10);
    process.kill(-pid, 'SIGKILL');
    await ended;
    delete clone.env['E2E_STAY_AT'];
    clone.env['NX_TUNE_SLICE_MS'] = '1';
    expect((await clone.nx('tune', 'learn', '--parallel=1')).code).toBe(0);
    expect(clone.read(`${output}/trials.json`)).toBe(good);
    // A generation of five is cached; the trial that was running is run again.
    expect(clone.counted()).toBe(15 + 1);
  });

  test('params that somebody slipped into a slot are not learnt from', async () => {
    const clone = await own(first);
    const [slot = ''] = await poison(server, [...server.entries.keys()], 'slot-0.json', (text) =>
      text.replace(/"x": [\d.]+/, '"x": 0.123'),
    );
    expect(slot).toContain('"x"');
    const { code, output: said } = await clone.nx('tune', 'learn');
    expect(code).toBe(1);
    expect(said).toMatch(/slots\/\S+-0\/result\.json cannot be learnt from: it is the result of trial/);
  });
});
