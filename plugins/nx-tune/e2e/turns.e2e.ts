import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { createWorkspace, type Workspace } from './support/workspace.js';

const app = 'apps/toy';
const count = 6;
/** Writes down who has begun, and is busy for a while, at least until the run may end. */
const objective = `const { appendFileSync, existsSync } = require('node:fs');
const factor = require('./factor.cjs');
module.exports = async ({ x }) => {
  appendFileSync(process.env.E2E_LOG, process.env.E2E_V + ' ' + factor + '\\n');
  do await new Promise((done) => setTimeout(done, Number(process.env.E2E_MS)));
  while (existsSync(process.env.E2E_LOG + '-hold-' + process.env.E2E_V)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
  return { loss: x * Number(process.env.E2E_V) * factor };
};
`;
const files = {
  [`${app}/project.json`]: '{"name":"toy"}',
  [`${app}/src/objective.cjs`]: objective,
  [`${app}/src/factor.cjs`]: 'module.exports = 1;',
  [`${app}/tune.yaml`]: `objective: src/objective.cjs\nmethod: grid\nmetric: { name: loss }\ninputs: [{ env: E2E_V }]\nparameters:\n  x: { min: 1, max: ${count} }\n`,
};

describe('runs side by side with other inputs', () => {
  let workspace: Workspace;
  const log = (): string => join(workspace.root, '../turns.log');
  const started = (v: number): number =>
    (existsSync(log()) ? readFileSync(log(), 'utf8') : '').split('\n').filter((line) => line.startsWith(`${v} `))
      .length;
  const losses = (): readonly number[] =>
    (
      JSON.parse(workspace.read(`${app}/.tune/tune/trials.json`)) as { trials: { metrics: { loss: number } }[] }
    ).trials.map(({ metrics }) => metrics.loss);
  const expected = (factor: number): readonly number[] =>
    Array.from({ length: count }, (_, index) => (index + 1) * factor);
  const withInput = (v: number, ms: number): void =>
    void Object.assign(workspace.env, { E2E_V: String(v), E2E_MS: String(ms) });
  const tune = ['tune', 'toy', '--parallel=2'] as const;
  const run = (v: number, ms: number, ...args: readonly string[]): ReturnType<Workspace['nx']> => {
    withInput(v, ms);
    return workspace.nx(...tune, ...args);
  };
  /** Begins a run that goes on beside the others. */
  const begin = (v: number, ms: number): ReturnType<Workspace['nx']> => {
    withInput(v, ms);
    return workspace.beside(...tune);
  };
  const real = (v: number, ms: number): ReturnType<Workspace['nx']> => {
    withInput(v, ms);
    return workspace.real('nx', ...tune);
  };
  const until = async (is: () => boolean): Promise<void> => {
    while (!is()) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  /** Alone, each value has its results, and computes nothing. */
  const holdsFor = async (...values: readonly number[]): Promise<void> => {
    for (const v of values) {
      const before = started(v);
      workspace.env['E2E_V'] = String(v);
      expect((await workspace.nx('tune', 'toy')).code).toBe(0);
      expect(losses()).toEqual(expected(v));
      expect(started(v)).toBe(before);
    }
  };

  beforeAll(async () => {
    workspace = await createWorkspace({ files });
    workspace.env['E2E_LOG'] = log();
  });
  beforeEach(() => {
    workspace.write(`${app}/src/factor.cjs`, 'module.exports = 1;');
    workspace.remove(`${app}/.tune`);
    rmSync(log(), { force: true });
  });
  afterAll(() => workspace.dispose());

  test('two values of a declared variable at once: one waits for the other and says so, and both are right', async () => {
    const both = await Promise.all([real(2, 50), real(3, 50)]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(both.map(({ output }) => output).join('')).toMatch(
      /Waiting for "nx tune toy --parallel=2" \(process \d+, since [\d:]+ UTC\), which computes the same trials with other inputs: environment variable E2E_V: [23] → [23]\./,
    );
    await holdsFor(2, 3);
  });

  test('a run that must not wait refuses, and names the other', async () => {
    writeFileSync(`${log()}-hold-4`, '');
    const first = begin(4, 0);
    await until(() => started(4) > 0);
    const refused = await run(5, 0, '--no-wait');
    rmSync(`${log()}-hold-4`);
    expect([refused.code, refused.output]).toEqual([
      1,
      expect.stringMatching(/This run would wait for "nx tune toy --parallel=2".* Run it again later\./) as unknown,
    ]);
    expect(started(5)).toBe(0);
    expect((await first).code).toBe(0);
    expect(losses()).toEqual(expected(4));
  });

  test('a second run that starts after an edit has the results of the new code, and leaves those of the old one alone', async () => {
    const first = begin(6, 300);
    await until(() => started(6) > 0);
    workspace.write(`${app}/src/factor.cjs`, 'module.exports = 10;');
    const second = await run(6, 0);
    expect(`${second.code} ${second.output}`).toMatch(/^0 /);
    expect(losses()).toEqual(expected(60));
    expect((await first).output).toContain('src/factor.cjs changed after this run had hashed it');
    workspace.write(`${app}/src/factor.cjs`, 'module.exports = 1;');
    expect((await workspace.nx('tune', 'toy')).code).toBe(0);
    expect(losses()).toEqual(expected(6));
  });

  test('runs of affected projects wait for each other, too', async () => {
    const affected = ['affected', '-t', 'tune', '--files=apps/toy/tune.yaml', '--parallel=2'] as const;
    withInput(10, 1_500);
    const first = workspace.beside(...affected);
    await until(() => started(10) > 0);
    withInput(11, 0);
    const second = workspace.nx(...affected);
    for (const { code, output } of [await first, await second]) expect(`${code} ${output}`).toMatch(/^0 /);
    expect((await second).output).toContain('which computes the same trials with other inputs');
    expect(losses()).toEqual(expected(11));
    await holdsFor(10, 11);
  });

  test('a trial that a run with other inputs left under the same name is computed, once', async () => {
    for (const v of [12, 13]) expect((await run(v, 0)).code).toBe(0);
    const cache = workspace.path('../shared/cache');
    const trial = join(app, '.tune/trials', readdirSync(workspace.path(`${app}/.tune/trials`))[0] ?? '');
    const entries = readdirSync(cache).filter((hash) => existsSync(join(cache, hash, trial)));
    // Each gets what another had.
    for (const hash of entries) renameSync(join(cache, hash), join(cache, `aside-${hash}`));
    for (const [index, hash] of entries.entries())
      renameSync(join(cache, `aside-${entries.at(index - 1)}`), join(cache, hash));
    for (const v of [12, 13]) {
      workspace.remove(`${app}/.tune`);
      const before = started(v);
      const { code, output } = await run(v, 0);
      expect(`${code} ${output}`).toMatch(/^0 [^]*it was computed with other inputs; the trial was computed again/);
      expect(losses()).toEqual(expected(v));
      expect(started(v)).toBe(before + 1);
    }
    await holdsFor(12, 13);
  });

  test('if .tune is removed while a run goes on, what it computes afterwards is cached', async () => {
    workspace.env['NX_TUNE_SLICE_MS'] = '1';
    const first = run(9, 200);
    await until(() => started(9) > 2);
    workspace.remove(`${app}/.tune`);
    expect((await first).output).not.toContain('not cached');
    expect(losses()).toEqual(expected(9));
    delete workspace.env['NX_TUNE_SLICE_MS'];
    workspace.remove(`${app}/.tune`);
    await holdsFor(9);
  });

  const onLinux = process.platform === 'linux' ? test : test.skip;
  onLinux('a run that is stopped loses its turn after a while, and ends when it goes on', async () => {
    workspace.env['NX_TUNE_LEASE_MS'] = '1000';
    withInput(7, 300);
    const first: ChildProcess = workspace.start('tune', 'toy', '--parallel=1');
    const ended = new Promise<number | null>((resolve) => first.once('close', resolve));
    await until(() => started(7) > 1);
    process.kill(-(first.pid ?? 0), 'SIGSTOP');
    const second = await run(8, 0);
    expect(`${second.code} ${second.output}`).toMatch(/^0 /);
    expect(losses()).toEqual(expected(8));
    process.kill(-(first.pid ?? 0), 'SIGCONT');
    expect(await ended).toBe(1);
    withInput(7, 0);
    expect((await workspace.nx('tune', 'toy')).code).toBe(0);
    expect(losses()).toEqual(expected(7));
    await holdsFor(7, 8);
    delete workspace.env['NX_TUNE_LEASE_MS'];
  });
});
