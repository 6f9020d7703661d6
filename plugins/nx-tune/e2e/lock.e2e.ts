import { rmSync } from 'node:fs';

import { formatLock, lockTrial, parseLock, resultOf } from '@nx-tune/sweep';

import { gridFile } from './support/fixture.js';
import { trialFolderOf } from './support/trialFolderOf.js';
import { createWorkspace, type Workspace } from './support/workspace.js';

const lock = 'apps/digits/tune.lock.json';
const sweep = 'apps/digits/tune.yaml';

/** Answers what a file says, which nothing declares: two runs can differ without a change that Nx sees. */
const objective = `import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
export default ({ x, y }, trial) => {
  appendFileSync(process.env['E2E_COUNTER'], 'x\\n');
  if (process.env['E2E_WRITES']) writeFileSync(process.env['E2E_WRITES'], 'export const offset = 1;');
  if (process.env['E2E_READS']) readFileSync(process.env['E2E_READS']);
  const noise = process.env['E2E_NOISE'] === 'random' ? Math.random() : Number(process.env['E2E_NOISE'] ?? 0);
  return { loss: x + y + (x === 2 ? noise : 0), seconds: Math.random() };
};
`;
const file = gridFile
  .replace('./src/objective.ts', './src/plain.mjs')
  .replace('parameters:', 'metrics: { seconds: { deterministic: false } }\nparameters:');

describe('a lock', () => {
  let workspace: Workspace;
  let takeBack: () => void;
  beforeAll(async () => {
    workspace = await createWorkspace({
      files: {
        'apps/digits/src/plain.mjs': objective,
        [sweep]: file,
        '.gitattributes': '*tune.lock.json merge=union\n',
      },
    });
    expect(await workspace.executions('tune', 'digits')).toBe(6);
    await workspace.git('add', '-A');
    await workspace.git('commit', '-qm', 'first');
    takeBack = workspace.remember();
  });
  afterAll(() => workspace.dispose());
  /** Each test starts from the files as the first run left them, and they are committed. */
  beforeEach(async () => {
    takeBack();
    await workspace.git('checkout', '-qf', 'main');
  });

  const ids = (): string[] => [...workspace.read(lock).matchAll(/^\{"id":"(\w+)"/gm)].map(([, id = '']) => id);

  test('is written beside the sweep, one trial a line, and makes no trial run again', async () => {
    expect(ids()).toHaveLength(6);
    expect(ids()).toEqual(ids().toSorted());
    expect(workspace.read(lock)).toMatch(/"metrics":\{"loss":[\d.]+\},"measured":\{"seconds":[\d.e-]+\}/);
    const text = workspace.read(lock);
    expect(await workspace.executions('tune', 'digits')).toBe(0);
    expect(workspace.read(lock)).toBe(text);
  });

  test('in CI fails a run with a result that differs from it the run: by trial and metric, old and new; and it is left alone', async () => {
    const text = workspace.read(lock);
    Object.assign(workspace.env, { CI: 'true', E2E_NOISE: '0.5' });
    const { code, output } = await workspace.nx('tune', 'digits', '--skip-nx-cache');
    expect(code).toBe(1);
    expect(output).toContain('3 trials differ from tune.lock.json:');
    expect(output).toMatch(/trial \w{12} \(x: 2, y: 0\.1, z: 5\): loss was 2\.1 and is 2\.6/);
    expect(workspace.read(lock)).toBe(text);
  });

  test('outside of CI is written again when a result differs, and the run says what changed', async () => {
    workspace.env['E2E_NOISE'] = '0.5';
    const { code, output } = await workspace.nx('tune', 'digits', '--skip-nx-cache');
    expect(code).toBe(0);
    expect(output).toContain('3 trials differ from tune.lock.json, which is written again:');
  });

  test('that lacks the trials of a sweep that has grown fails a run in CI, or with --frozen-lock, which says so at its very end', async () => {
    workspace.write(sweep, file.replace('[1, 2]', '[1, 2, 3]'));
    workspace.env['CI'] = 'true';
    const text = workspace.read(lock);
    const inCi = await workspace.nx('affected', '-t', 'tune-all', '--files=apps/digits/src/plain.mjs');
    expect([inCi.code, inCi.output]).toEqual([1, expect.stringContaining("does not know 3 of the sweep's trials")]);
    expect(inCi.output.slice(inCi.output.lastIndexOf('Failed tasks:'))).toContain(
      "digits:tune: tune.lock.json does not know 3 of the sweep's trials",
    );
    delete workspace.env['CI'];
    const strict = await workspace.nx('tune', 'digits', '--frozen-lock');
    expect([strict.code, strict.output]).toEqual([1, expect.stringContaining("does not know 3 of the sweep's trials")]);
    expect(workspace.read(lock)).toBe(text);
  });

  test('merges without a conflict when two branches grow the sweep', async () => {
    const grow = async (branch: string, from: string, to: string): Promise<void> => {
      await workspace.git('checkout', '-q', '-b', branch, 'main');
      workspace.edit(sweep, from, to);
      expect((await workspace.nx('tune', 'digits')).code).toBe(0);
      await workspace.git('commit', '-qam', branch);
    };
    await grow('wider', 'x: { values: [1, 2] }', 'x: { values: [1, 2, 7] }');
    await grow('longer', 'z: { value: 5 }', 'z: { values: [5, 6] }');
    await workspace.git('merge', '-q', 'wider', '-m', 'both');
    expect(ids()).toHaveLength(15);
    expect((await workspace.nx('tune', 'digits')).code).toBe(0);
    expect(ids()).toHaveLength(18);
  });

  test('is replayed: all of its trials are computed again, and found identical', async () => {
    const before = workspace.counted();
    const { code, output } = await workspace.nx('run', 'digits:tune-replay');
    expect([code, output]).toEqual([
      0,
      expect.stringContaining('Replay of 6 trials against tune.lock.json: 6 identical'),
    ]);
    expect(workspace.counted() - before).toBe(6);
    expect(JSON.parse(workspace.read('apps/digits/.tune/tune/replay.json'))).toMatchObject({
      trials: ids().map((id) => ({ id, kind: 'identical' })),
    });
    expect(workspace.exists('apps/digits/.tune/replay/tune')).toBe(false);
  });

  test('is replayed in part: a sample of its trials, or those that are named', async () => {
    const count = async (...args: string[]): Promise<number> => {
      const before = workspace.counted();
      expect((await workspace.nx('run', 'digits:tune-replay', ...args)).code).toBe(0);
      return workspace.counted() - before;
    };
    expect(await count('--sample=2')).toBe(2);
    expect(await count(`--trials=${ids().slice(0, 3).join(',')}`)).toBe(3);
    const { code, output } = await workspace.nx('run', 'digits:tune-replay', '--trials=zzz');
    expect([code, output]).toEqual([1, expect.stringContaining('The lock has no trial "zzz"')]);
  });

  test('fails a replay whose results have changed, with old and new, unless they are within a tolerance', async () => {
    workspace.env['E2E_NOISE'] = '0.5';
    const result = workspace.read(`${trialFolderOf(workspace, 'apps/digits', ids()[0] ?? '')}/result.json`);
    const { code, output } = await workspace.nx('run', 'digits:tune-replay');
    expect(code).toBe(1);
    expect(output).toContain('3 identical, 3 different');
    expect(output).toContain('loss: 2.1 in the lock, 2.6 now');
    expect(workspace.read(`${trialFolderOf(workspace, 'apps/digits', ids()[0] ?? '')}/result.json`)).toBe(result);
    workspace.env['E2E_NOISE'] = '1e-12';
    const close = await workspace.nx('run', 'digits:tune-replay', '--tolerance=1e-9');
    expect([close.code, close.output]).toEqual([0, expect.stringContaining('3 identical, 3 within tolerance')]);
  });

  test('a replay says nothing of results whose code is edited meanwhile, and names what they read undeclared', async () => {
    workspace.env['E2E_WRITES'] = workspace.path('apps/digits/src/offset.ts');
    const edited = await workspace.nx('run', 'digits:tune-replay');
    expect(edited.code).toBe(1);
    expect(edited.output).toContain('Replay of 6 trials against tune.lock.json: 6 not replayed');
    expect(edited.output).toContain('Not replayed: apps/digits/src/offset.ts changed after this run had hashed it');
    workspace.env['E2E_WRITES'] = workspace.path('apps/digits/README.md');
    workspace.env['E2E_READS'] = workspace.path('.gitattributes');
    const { code, output } = await workspace.nx('run', 'digits:tune-replay', '--sample=2');
    expect([code, output]).toEqual([0, expect.stringContaining('2 identical')]);
    expect(output).toContain(
      '2 trials read files that are not declared as inputs, and were compared as these files are now: the lock may come from others. Add to apps/digits/tune.yaml',
    );
    expect(output).toContain("  - '{workspaceRoot}/.gitattributes'");
  });

  test('is replayed with a trial that differs each time, which is called not deterministic, with the usual causes', async () => {
    workspace.env['E2E_NOISE'] = 'random';
    const { code, output } = await workspace.nx('run', 'digits:tune-replay');
    expect(code).toBe(1);
    expect(output).toContain('3 identical, 3 not deterministic');
    expect(output).toContain('Math.random or another unseeded generator');
  });
});

describe('a sweep that ranks its trials by what it measures', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await createWorkspace({
      files: {
        'apps/digits/src/plain.mjs': `export default ({ x, y }, trial) => {
  const speed = Number(process.env['E2E_SPEED'] ?? 1);
  if (x === 1 && y === 0.1) trial.infeasible(\`p95 \${59.25 * speed} ms\`);
  return { rps: (1000 * x + 100 * y) * speed };
};
`,
        [sweep]: gridFile
          .replace('./src/objective.ts', './src/plain.mjs')
          .replace(
            /metric: .*\n/,
            'metric: { name: rps, goal: maximize }\nmetrics: { rps: { deterministic: false } }\n',
          ),
      },
    });
    expect((await workspace.nx('tune', 'digits')).code).toBe(0);
  });
  afterAll(() => workspace.dispose());

  test('knows its best trial without a cache, and leaves its lock alone when it measures again', async () => {
    const text = workspace.read(lock);
    workspace.env['E2E_SPEED'] = '1.05';
    expect((await workspace.nx('tune', 'digits', '--skip-nx-cache')).code).toBe(0);
    expect(workspace.read(lock)).toBe(text);
    const frozen = await workspace.nx('tune', 'digits', '--skip-nx-cache', '--frozen-lock');
    expect([frozen.code, frozen.output]).toEqual([
      0,
      expect.stringContaining(
        'compared with tune.lock.json: 6 trials, 0 values exactly, 5 measured values within 10 %',
      ),
    ]);
    const replay = await workspace.nx('run', 'digits:tune-replay');
    expect([replay.code, replay.output]).toEqual([0, expect.stringContaining('5 measured values within 10 %')]);
    rmSync(workspace.path('apps/digits/.tune'), { recursive: true });
    expect((await workspace.verb('best', 'digits')).output).toContain('x: 2');
    expect((await workspace.verb('status', 'digits')).output).toMatch(/ fresh\b/);
  });

  test('fails a replay with nothing to compare, and ranks nothing, where the lock has no values', async () => {
    rmSync(workspace.path('apps/digits/.tune'), { recursive: true, force: true });
    workspace.write(lock, withoutValues(workspace.read(lock)));
    const best = await workspace.verb('best', 'digits');
    expect([best.code, best.output]).toEqual([
      1,
      expect.stringContaining(`${lock} has no value of rps for 5 of its trials, so they cannot be ranked.`),
    ]);
    const replay = await workspace.nx('run', 'digits:tune-replay', '--sample=6');
    expect([replay.code, replay.output]).toEqual([1, expect.stringContaining('1 identical, 5 not compared')]);
  });
});

/** A lock as earlier versions wrote it. */
function withoutValues(text: string): string {
  const parsed = parseLock(text);
  if ('problem' in parsed) throw new Error(parsed.problem);
  const { trials, ...head } = parsed.lock;
  const results = trials.map((trial) => ({ ...resultOf(trial), metrics: {} }));
  return formatLock({ ...head, trials: results.map((result) => lockTrial(result, { measured: [] })) });
}
