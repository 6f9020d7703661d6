import { readFileSync, rmSync } from 'node:fs';

import { createWorkspace, type Workspace } from './support/workspace.js';

/** Answers what its words were, and writes down when it begins and ends. */
const script = `const { appendFileSync, writeFileSync } = require('node:fs');
const log = (line) => appendFileSync(process.env.E2E_MEETING, line + '\\n');
log('begin');
const [size, seed, out] = process.argv.slice(2).map((word) => word.split('=')[1]);
writeFileSync(out, seed);
const until = Date.now() + 40;
while (Date.now() < until);
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
const files = {
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

  test('is told where trials ran side by side, and restored when it then says "parallel: 1"', async () => {
    workspace.write('apps/timed/tune.yaml', grid.replace('[1, 2]', '[1]').replace('[16, 32]', '[17, 33]'));
    const { output } = await workspace.nx('tune', 'timed', '--parallel=2');
    expect(output).toContain('Note: seconds measured side by side: set "parallel: 1" in the sweep file');
    workspace.edit('apps/timed/tune.yaml', 'seed: 7', 'seed: 7\nparallel: 1');
    rmSync(workspace.path('../meeting'));
    expect((await workspace.nx('tune', 'timed', '--parallel=2')).output).toContain('2 cached, 0 computed');
    expect(workspace.exists('../meeting')).toBe(false);
  });
});
