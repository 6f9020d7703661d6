import { readFileSync } from 'node:fs';

import { createWorkspace, type Workspace } from './support/workspace.js';

/** Measures the file of its case, and one more on request. */
const objective = `const { appendFileSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const at = (file) => join(__dirname, '..', file);
module.exports = ({ x }, trial) => {
  appendFileSync(process.env.E2E_COUNTER, trial.id + '\\n');
  const { length } = readFileSync(at(trial.case), 'utf8');
  return { loss: length / x + x };
};
`;
const sweep = `objective: src/objective.cjs
method: grid
metric: { name: loss }
parameters: { x: { values: [1, 2, 3] } }
cases: { files: [data/*.cnf, 'odd*/*.cnf'] }
`;
/** Cases differ far more than configurations do, and what they add to each looks random. */
const noisy = `const { appendFileSync } = require('node:fs');
module.exports = ({ x }, trial) => {
  appendFileSync(process.env.E2E_COUNTER, trial.id + '\\n');
  return { loss: 100 * trial.case + x + 3 * Math.sin(7 * trial.case + 13 * x * x) };
};
`;
const raced = `objective: src/objective.cjs
method: grid
metric: { name: loss }
parameters: { x: { values: [0, 1, 2, 4, 8] } }
cases: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
race: true
`;
/** The best x depends on the case, so what is proposed does, too: the second generation learns, since ten trials are there. */
const target = `const { appendFileSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
module.exports = ({ x }, trial) => {
  appendFileSync(process.env.E2E_COUNTER, trial.id + '\\n');
  const target = Number(readFileSync(join(__dirname, '..', trial.case), 'utf8'));
  return { loss: Math.abs(x - target), target };
};
`;
const learned = `objective: src/objective.cjs
method: tpe
generation: 10
run_cap: 14
metric: { name: loss }
parameters: { x: { min: 0.5, max: 9.5 } }
cases: { files: data/*.txt }
`;
const files = {
  '.gitignore': 'node_modules\n.nx\n.tune\napps/sat/odd*\n',
  'apps/raced/project.json': '{"name":"raced"}',
  'apps/raced/src/objective.cjs': noisy,
  'apps/raced/tune.yaml': raced,
  'apps/learned/project.json': '{"name":"learned"}',
  'apps/learned/src/objective.cjs': target,
  'apps/learned/tune.yaml': learned,
  'apps/learned/data/a.txt': '2',
  'apps/learned/data/b.txt': '3',
  'apps/sat/project.json': '{"name":"sat"}',
  'apps/sat/src/objective.cjs': objective,
  'apps/sat/tune.yaml': sweep,
  'apps/sat/data/a.cnf': 'p cnf 1\n',
  'apps/sat/data/b.cnf': 'p cnf 22\n',
  "apps/sat/data/it's ü.cnf": 'p cnf 333\n',
  // git ignores it.
  'apps/sat/odd [1]/x{y}.cnf': 'p cnf 4444\n',
};

interface Trial {
  readonly params: { readonly x: number };
  readonly case: string;
  readonly metrics: { readonly loss: number };
}

/** Each sweep is of a project of its own, so they share a workspace, and another one in which all is computed side by side. */
let workspace: Workspace;
let elsewhere: Workspace;
beforeAll(async () => {
  workspace = await createWorkspace({ files });
  elsewhere = await createWorkspace({ files });
});
afterAll(async () => {
  for (const one of [workspace, elsewhere]) await one.dispose();
});

describe('a sweep with cases', () => {
  let original: () => void;
  beforeAll(() => void (original = workspace.remember()));

  const trials = (): Trial[] =>
    (JSON.parse(workspace.read('apps/sat/.tune/tune/trials.json')) as { trials: Trial[] }).trials;
  const run = (...args: readonly string[]): Promise<number> => workspace.executions('tune', 'sat', ...args);

  test('runs each configuration on each file, and the same bytes result whatever runs at a time', async () => {
    expect(await run('--parallel=1')).toBe(12);
    expect(await elsewhere.executions('tune', 'sat', '--parallel=3')).toBe(12);
    for (const file of [
      '.tune/tune/trials.json',
      '.tune/tune/best.json',
      '.tune/tune/leaderboard.md',
      'tune.lock.json',
    ])
      expect(readFileSync(elsewhere.path(`apps/sat/${file}`))).toEqual(
        readFileSync(workspace.path(`apps/sat/${file}`)),
      );
    expect(trials().map((trial) => [trial.params.x, trial.case, trial.metrics.loss])).toContainEqual([
      2,
      'odd [1]/x{y}.cnf',
      7.5,
    ]);
    expect(JSON.parse(workspace.read('apps/sat/.tune/tune/best.json'))).toMatchObject({
      params: { x: 3 },
      cases: 4,
      metrics: { loss: (8 + 9 + 10 + 11) / 4 / 3 + 3 },
    });
  });

  test('a new file runs its own trials alone, which are found without an edit of the sweep file', async () => {
    workspace.write('apps/sat/data/c.cnf', 'p cnf 5\n');
    expect(await run()).toBe(3);
    expect(new Set(trials().map((trial) => trial.case)).size).toBe(5);
  });

  test('a file that changes runs its own trials alone, ignored or not, and explain names it', async () => {
    workspace.write('apps/sat/data/b.cnf', 'p cnf 22 22\n');
    const { output } = await workspace.verb('explain', 'sat');
    expect(output).toContain('apps/sat/data/b.cnf');
    expect(output).not.toContain('apps/sat/data/a.cnf');
    expect(await run()).toBe(3);
    workspace.write('apps/sat/odd [1]/x{y}.cnf', 'p cnf\n');
    expect(await run()).toBe(3);
  });

  test('a file that is gone takes its trials away, and what was known is restored', async () => {
    original();
    workspace.remove('apps/sat/data/c.cnf');
    expect(await run()).toBe(0);
    expect(trials()).toHaveLength(12);
    expect(workspace.read('apps/sat/tune.lock.json')).not.toContain('c.cnf');
  });

  test('a path that is added to a list runs its own trials alone, and an ordinary file of the project all of them', async () => {
    workspace.edit('apps/sat/tune.yaml', "'odd*/*.cnf'", "'odd*/*.cnf', more.txt");
    workspace.write('apps/sat/more.txt', 'p\n');
    expect(await run()).toBe(3);
    workspace.write('apps/sat/other.txt', 'p\n');
    expect(await run()).toBe(15);
    original();
    workspace.remove('apps/sat/more.txt');
    workspace.remove('apps/sat/other.txt');
  });

  test('the file of another case is not an input: what reads it is not cached', async () => {
    workspace.edit(
      'apps/sat/src/objective.cjs',
      'const { length }',
      "readFileSync(at('data/a.cnf'));\n  const { length }",
    );
    const { code, output } = await workspace.nx('tune', 'sat');
    expect(`${code} ${output}`).toMatch(/^0 /);
    expect(output).toContain('9 trials read files that are not declared');
    expect(output).toContain('data/a.cnf');
    expect(await run()).toBe(9);
    original();
  });

  test('a replay computes the trials of all cases again', async () => {
    expect(await run()).toBe(0);
    const { code, output } = await workspace.nx('run', 'sat:tune-replay');
    expect(`${code} ${output}`).toMatch(/^0 /);
    expect(output).toContain('12 trials');
  });
});

describe('a race', () => {
  let written: Buffer[];

  const run = (...args: readonly string[]): Promise<number> => workspace.executions('tune', 'raced', ...args);
  const outputs = ({ path }: Workspace): Buffer[] =>
    ['.tune/tune/trials.json', '.tune/tune/best.json', '.tune/tune/leaderboard.md', 'tune.lock.json'].map((file) =>
      readFileSync(path(`apps/raced/${file}`)),
    );
  const lines = (): string[] => workspace.read('apps/raced/.tune/tune/leaderboard.md').split('\n');

  test('drops configurations that are behind, and the same bytes result whatever runs at a time', async () => {
    const count = await run('--parallel=1');
    expect(count).toBeLessThan(60);
    expect(await elsewhere.executions('tune', 'raced', '--parallel=3')).toBe(count);
    written = outputs(workspace);
    expect(outputs(elsewhere)).toEqual(written);
    expect(lines().filter((line) => line.includes('dropped after'))).toEqual([
      expect.stringMatching(/^\| 4 \| 4 \| [\d.]+ \| dropped after 5 of 12 \|/),
      expect.stringMatching(/^\| 5 \| 8 \| [\d.]+ \| dropped after 5 of 12 \|/),
    ]);
    expect(JSON.parse(workspace.read('apps/raced/.tune/tune/best.json'))).toMatchObject({
      cases: 12,
      params: { x: 0 },
    });
  });

  test('is restored as a whole, and status and explain know that nothing is left to run', async () => {
    expect(await run()).toBe(0);
    expect(outputs(workspace)).toEqual(written);
    expect((await workspace.verb('status', 'raced')).output).toMatch(/raced +tune +grid +(\d+) +\1 +0/);
    expect((await workspace.verb('explain', 'raced')).output).not.toContain('will run');
  });

  test('has the trials of the sweep without it: only those of dropped configurations are left to compute', async () => {
    const known = (JSON.parse(workspace.read('apps/raced/.tune/tune/trials.json')) as { trials: unknown[] }).trials;
    workspace.edit('apps/raced/tune.yaml', 'race: true\n', '');
    expect(await run()).toBe(60 - known.length);
    expect(lines().some((line) => line.includes('dropped'))).toBe(false);
    workspace.edit('apps/raced/tune.yaml', '11, 12]\n', '11, 12]\nrace: true\n');
    expect(await run()).toBe(0);
    expect(outputs(workspace).slice(0, 3)).toEqual(written.slice(0, 3));
  });

  test('is computed again by a replay', async () => {
    const { code, output } = await workspace.nx('run', 'raced:tune-replay', '--sample=5');
    expect(`${code} ${output}`).toMatch(/^0 /);
    expect(output).toContain('5 identical');
  });
});

describe('a method that learns', () => {
  interface LearnedTrial {
    readonly params: { readonly x: number };
    readonly case: string;
    readonly metrics: { readonly loss: number; readonly target: number };
  }

  const run = (...args: readonly string[]): Promise<number> => workspace.executions('tune', 'learned', ...args);
  const outputs = ({ path }: Workspace): Buffer[] =>
    ['.tune/tune/trials.json', '.tune/tune/best.json', '.tune/tune/leaderboard.md', 'tune.lock.json'].map((file) =>
      readFileSync(path(`apps/learned/${file}`)),
    );
  const trials = (): LearnedTrial[] =>
    (JSON.parse(workspace.read('apps/learned/.tune/tune/trials.json')) as { trials: LearnedTrial[] }).trials;
  const proposed = (): number[] => [...new Set(trials().map(({ params }) => params.x))];

  test('evaluates what it proposes on each file, and the same bytes result whatever runs at a time', async () => {
    expect(await run('--parallel=1')).toBe(28);
    expect(await elsewhere.executions('tune', 'learned', '--parallel=3')).toBe(28);
    expect(outputs(elsewhere)).toEqual(outputs(workspace));
    expect(proposed()).toHaveLength(14);
  });

  test('learns again from a file that changes: nothing is taken from what it was, and the other file runs only what is new', async () => {
    const before = proposed();
    workspace.write('apps/learned/data/b.txt', '9');
    const { output } = await workspace.verb('explain', 'learned');
    expect(output).toContain('file apps/learned/data/b.txt: changed');
    expect(output).toContain('known, but may not be wanted');
    expect(output).not.toContain('nothing is known to have changed');
    const count = await run('--parallel=3');
    const after = proposed();
    const known = after.filter((x) => before.includes(x));
    expect(known.length).toBeLessThan(14);
    expect(count).toBe(14 + (14 - known.length));
    for (const { params, case: file, metrics } of trials()) {
      const target = file === 'data/a.txt' ? 2 : 9;
      expect(metrics).toEqual({ loss: Math.abs(params.x - target), target });
    }
    for (const path of ['.tune', 'tune.lock.json']) elsewhere.remove(`apps/learned/${path}`);
    elsewhere.write('apps/learned/data/b.txt', '9');
    expect(await elsewhere.executions('tune', 'learned', '--skip-nx-cache')).toBe(28);
    expect(outputs(elsewhere)).toEqual(outputs(workspace));
  });

  test('restores what it knew if the file is as it was', async () => {
    workspace.write('apps/learned/data/b.txt', '3');
    expect(await run()).toBe(0);
  });
});
