import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

import { journaled } from './support/journaled.js';
import { createWorkspace, type Workspace } from './support/workspace.js';

/** Answers what its words were, and writes down when it begins and ends. */
const script = `const { appendFileSync, writeFileSync } = require('node:fs');
const log = (line) => appendFileSync(process.env.E2E_MEETING, line + '\\n');
log('begin');
const [size, seed, out] = process.argv.slice(2).map((word) => word.split('=')[1]);
writeFileSync(out, seed);
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 40);
log('end');
console.log(JSON.stringify({ loss: Number(size), seconds: 1, threads: Number(process.env.OMP_NUM_THREADS ?? 0), seed: Number(seed) }));
`;
const common = `command: [node, '--max-semi-space-size=\${param:semi}', run.cjs, '--size=\${param:semi}', '--seed=\${seed}', '--out=\${trial_dir}/seed.txt']
metric: { name: loss }
metrics: { seconds: { deterministic: false } }
seed: 7
`;
const grid = `${common}method: grid
parameters:
  semi: { values: [16, 32] }
  workers: { values: [1, 2] }
resources: { cpus: '\${param:workers}' }
`;
const range = 'parameters:\n  semi: { min: 1, max: 64 }\n';
/** Noise that follows from the seed alone, and a line for each execution. */
const noisy = `const { appendFileSync } = require('node:fs');
const [x, seed] = process.argv.slice(2).map(Number);
const { TUNE_SEED, TUNE_REPLICATE } = process.env;
appendFileSync(process.env.E2E_MEETING, [x, TUNE_REPLICATE, TUNE_SEED].join(' ') + '\\n');
if (String(x) === process.env.E2E_HOLD) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20000);
if (x === 3 && process.env.E2E_BROKEN === TUNE_REPLICATE) throw new Error('bad luck');
console.log(JSON.stringify({ loss: x + (seed % 1000) / 1000, seed: Number(TUNE_SEED) }));
`;
const again = `command: [node, noisy.cjs, '\${param:x}', '\${seed}']
method: grid
metric: { name: loss }
seed: 7
replicates: 3
parameters: { x: { values: [1, 2, 3] } }
inputs: [{ env: E2E_BROKEN }]
`;
const files = {
  'apps/timed/noisy.cjs': noisy,
  'apps/timed/again.tune.yaml': again,
  'apps/timed/project.json': JSON.stringify({ name: 'timed' }),
  'apps/timed/run.cjs': script,
  'apps/timed/tune.yaml': `${grid}parallel: 1\n`,
  'apps/timed/learn.tune.yaml': `${common}parallel: 1\nmethod: tpe\ngeneration: 3\nrun_cap: 6\n${range}`,
  'apps/timed/race.tune.yaml': `${common}parallel: 1\nmethod: random\nbudget: { name: epochs }\nearly_terminate: { type: successive_halving, max_iter: 4, eta: 2 }\nrun_cap: 4\n${range}`,
};

describe('a sweep that measures', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await createWorkspace({ files });
    workspace.env['E2E_MEETING'] = workspace.path('../meeting');
  });
  afterAll(() => workspace.dispose());
  beforeEach(() => rmSync(workspace.path('../meeting'), { force: true }));

  /** The most trials at a time, and their number. */
  function meeting(): { readonly most: number; readonly trials: number } {
    const lines = readFileSync(workspace.path('../meeting'), 'utf8').trim().split('\n');
    let [active, most] = [0, 0];
    for (const line of lines) most = Math.max(most, (active += line === 'begin' ? 1 : -1));
    return { most, trials: lines.length / 2 };
  }

  test('runs one trial at a time whatever --parallel says, also beside others, in generations and in rungs', async () => {
    const targets = ['tune', 'tune-learn', 'tune-race'];
    const { code, output } = await workspace.nx('run-many', '-t', ...targets, '-p', 'timed', '--parallel=3');
    expect(`${code} ${output}`).toMatch(/^0 /);
    expect(output).not.toContain('side by side');
    const { most, trials } = meeting();
    expect(most).toBe(1);
    expect(trials).toBeGreaterThan(12);
  });

  test('puts values into words, and gives each trial its own number of cores', () => {
    const { trials } = JSON.parse(workspace.read('apps/timed/.tune/tune/trials.json')) as {
      trials: { params: { semi: number; workers: number }; metrics: Record<string, number> }[];
    };
    expect(trials).toHaveLength(4);
    for (const { params, metrics } of trials)
      expect(metrics).toMatchObject({ loss: params.semi, threads: params.workers, seed: 7 });
    expect(workspace.read('apps/timed/.tune/tune/trials.json')).not.toContain(workspace.root);
  });

  test('measures each configuration again under other seeds: from 3 to 5 replicates, only the new ones run', async () => {
    const executed = (): string[] => {
      const lines = workspace.exists('../meeting') ? workspace.read('../meeting').trim().split('\n') : [];
      rmSync(workspace.path('../meeting'), { force: true });
      return lines.toSorted();
    };
    const all = ['trials.json', 'best.json', 'leaderboard.md'].map((name) => `apps/timed/.tune/again/${name}`);
    const lock = 'apps/timed/again.tune.lock.json';
    const texts = (): string[] => [...all, lock].map((file) => workspace.read(file));

    const plan = await workspace.nx('tune-again', 'timed', '--dry-run');
    expect(plan.output).toMatch(/9 to run/);
    expect(plan.output).toContain('x 3 (replicate 2)');
    expect(executed()).toEqual([]);

    const first = await workspace.nx('tune-again', 'timed', '--parallel=1');
    expect(`${first.code} ${first.output}`).toMatch(/^0 /);
    expect(executed()).toHaveLength(9);
    const one = texts();
    await workspace.nx('tune-again', 'timed', '--parallel=3', '--skip-nx-cache');
    const lines = executed();
    expect(lines.map((line) => line.split(' ').slice(0, 2).join())).toEqual(
      ['1', '2', '3'].flatMap((x) => ['0', '1', '2'].map((replicate) => `${x},${replicate}`)),
    );
    expect(lines[0]).toBe('1 0 7');
    expect(new Set(lines.map((line) => line.split(' ')[2])).size).toBe(3);
    expect(texts()).toEqual(one);

    const best = JSON.parse(workspace.read('apps/timed/.tune/again/best.json')) as {
      metrics: { loss: number };
      standardErrors: { loss: number };
      replicates: number;
      ids: string[];
    };
    expect(best).toMatchObject({ params: { x: 1 }, replicates: 3 });
    expect(best.ids).toHaveLength(3);
    expect(best.standardErrors.loss).toBeGreaterThan(0);
    expect(first.output).toContain('means of 3 replicates');
    expect(first.output).toContain('± se');
    expect(first.output).toContain('behind the best by more than 2 standard errors');

    workspace.edit('apps/timed/again.tune.yaml', 'replicates: 3', 'replicates: 5');
    expect((await workspace.verb('explain', 'timed', '--sweep', 'again')).output).toContain('replicate');
    const second = await workspace.nx('tune-again', 'timed', '--parallel=3');
    expect(second.output).toContain('9 cached, 6 computed');
    expect(executed().map((line) => line.split(' ')[1])).toEqual(['3', '4', '3', '4', '3', '4']);
    const before = one.at(-1)?.split('\n').slice(1, -2) ?? [];
    expect(before).toHaveLength(9);
    expect(workspace.read(lock).split('\n')).toEqual(expect.arrayContaining(before));

    expect((await workspace.nx('tune-again', 'timed', '--frozen-lock')).code).toBe(0);
    expect(executed()).toEqual([]);
    const replay = await workspace.nx('run', 'timed:tune-again-replay');
    expect(`${replay.code} ${replay.output}`).toMatch(/^0 [^]*15 (of 15 )?trials/);
    expect(executed()).toHaveLength(15);
  });

  test('lists configurations with replicates once, and shows each replicate', async () => {
    const listed = JSON.parse((await workspace.verb('trials', 'timed', '--sweep', 'again', '--json')).output) as {
      trials: { rank: number; params: { x: number }; replicates: number; ids: string[] }[];
    };
    expect(listed.trials.map(({ rank, params, replicates }) => [rank, params.x, replicates])).toEqual([
      [1, 1, 5],
      [2, 2, 5],
      [3, 3, 5],
    ]);
    const [best] = listed.trials;
    const shown = (await workspace.verb('show', 'timed', best?.ids[4] ?? '', '--sweep', 'again')).output;
    expect(shown).toContain('rank 1 of 3');
    expect(shown).toMatch(/Replicate +4, counted from 0/);
    expect(shown).toMatch(/Mean of 5 +1\.\d+ ± 0\.\d+/);
    const compared = (await workspace.verb('compare', 'timed', '1', '2', '--sweep', 'again')).output;
    expect(compared).toMatch(/± se/);
    expect((await workspace.verb('status', 'timed', '--sweep', 'again')).output).toMatch(/loss 1\.\d+ ± 0\.\d+/);
  });

  test('continues after a kill, and runs no replicate again that had finished', async () => {
    workspace.edit('apps/timed/again.tune.yaml', 'seed: 7', 'seed: 8');
    workspace.edit('apps/timed/again.tune.yaml', 'replicates: 5', 'replicates: 3');
    rmSync(workspace.path('../meeting'), { force: true });
    workspace.env['E2E_HOLD'] = '3';
    const nx = workspace.start('tune-again', 'timed', '--parallel=2');
    const ended = once(nx, 'exit');
    for (let waited = 0; journaled(workspace, 'apps/timed') < 4 && waited < 600; waited++) await setTimeout(100);
    process.kill(-(nx.pid ?? 0), 'SIGKILL');
    await ended;
    delete workspace.env['E2E_HOLD'];
    expect(journaled(workspace, 'apps/timed')).toBe(4);
    const { code, output } = await workspace.nx('tune-again', 'timed', '--parallel=2');
    expect(`${code} ${output}`).toMatch(/^0 /);
    const lines = workspace.read('../meeting').trim().split('\n');
    const finished = lines.filter((line) => !line.startsWith('3 '));
    expect(finished).toHaveLength(6);
    expect(new Set(finished).size).toBe(6);
    expect(new Set(lines).size).toBe(9);
  });

  test('is shared out among shards, replicate by replicate', async () => {
    workspace.edit('apps/timed/again.tune.yaml', 'seed: 8', 'seed: 9\nshards: 2');
    rmSync(workspace.path('../meeting'), { force: true });
    const shards = ['timed:tune-again-shard-1', 'timed:tune-again-shard-2'];
    for (const shard of shards) expect((await workspace.nx('run', shard)).code).toBe(0);
    expect(new Set(workspace.read('../meeting').trim().split('\n')).size).toBe(9);
    expect((await workspace.nx('tune-again', 'timed')).output).toContain('9 cached, 0 computed');
    expect(workspace.read('../meeting').trim().split('\n')).toHaveLength(9);
  });

  test('ranks a configuration of which a replicate failed after whole ones, with the reason', async () => {
    workspace.env['E2E_BROKEN'] = '2';
    const { code, output } = await workspace.nx('tune-again', 'timed');
    delete workspace.env['E2E_BROKEN'];
    expect(code).toBe(1);
    expect(output).toMatch(/3 +3 +1 of 3 failed/);
    expect(output).toContain('bad luck');
    expect(output).toContain('1 of 9 trials failed');
  });

  test('is informed where trials ran side by side, and restored when it then says "parallel: 1"', async () => {
    workspace.write('apps/timed/tune.yaml', grid.replace('[1, 2]', '[1]').replace('[16, 32]', '[17, 33]'));
    const { output } = await workspace.nx('tune', 'timed', '--parallel=2');
    expect(output).toContain('Note: seconds measured side by side: set "parallel: 1" in the sweep file');
    workspace.edit('apps/timed/tune.yaml', 'seed: 7', 'seed: 7\nparallel: 1');
    rmSync(workspace.path('../meeting'));
    expect((await workspace.nx('tune', 'timed', '--parallel=2')).output).toContain('2 cached, 0 computed');
    expect(workspace.exists('../meeting')).toBe(false);
  });
});
