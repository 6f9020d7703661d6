import { readFileSync } from 'node:fs';

import { createWorkspace, type Workspace } from './support/workspace.js';

/** Measures the file of its case, and one more if told to. */
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
const files = {
  '.gitignore': 'node_modules\n.nx\n.tune\napps/sat/odd*\n',
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

describe('a sweep with cases', () => {
  let workspace: Workspace;
  let original: () => void;
  beforeAll(async () => {
    workspace = await createWorkspace({ files });
    original = workspace.remember();
  });
  afterAll(() => workspace.dispose());

  const trials = (): Trial[] =>
    (JSON.parse(workspace.read('apps/sat/.tune/tune/trials.json')) as { trials: Trial[] }).trials;
  const run = (...args: readonly string[]): Promise<number> => workspace.executions('tune', 'sat', ...args);

  test('runs each configuration on each file, and the same bytes result whatever runs at a time', async () => {
    const elsewhere = await createWorkspace({ files });
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
    await elsewhere.dispose();
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
