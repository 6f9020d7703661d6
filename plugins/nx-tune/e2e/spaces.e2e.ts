import { dirname, join } from 'node:path';

import { type Ran, run } from './support/run.js';
import { createWorkspace, type Workspace } from './support/workspace.js';

const sweep = `objective: src/objective.cjs
method: grid
metric: { name: loss }
parameters:
  optimizer: { values: [sgd, adam] }
  momentum: { values: [0, 0.9], when: { optimizer: sgd } }
  batchSize: { values: [10, 20, 30] }
exclude: [{ optimizer: adam, batchSize: 30 }]
constraints: ["batchSize * (1 + momentum) <= 40"]
`;
const files = {
  'apps/rules/project.json': '{"name":"rules"}',
  'apps/rules/src/objective.cjs': `const fs = require('node:fs');
module.exports = (params, trial) => {
  fs.appendFileSync(process.env.E2E_COUNTER, trial.id + '\\n');
  if ('momentum' in params !== (params.optimizer === 'sgd')) throw new Error('momentum of ' + params.optimizer);
  return params.batchSize + (params.momentum ?? 1);
};
`,
  'apps/rules/tune.yaml': sweep,
  'apps/typed/project.json': '{"name":"typed"}',
  'apps/typed/tune.config.ts': `import { defineSweep } from 'nx-tune';

const sweep = defineSweep({
  objective: './src/objective.ts',
  method: 'grid',
  metric: { name: 'loss', goal: 'minimize' },
  parameters: { rate: { values: [1 / 2, 2 ** 3] }, optimizer: { value: 'sgd' } },
});
export default sweep;
`,
  'apps/typed/src/objective.ts': `import { appendFileSync } from 'node:fs';
import type { Params, Trial } from 'nx-tune';
import type sweep from '../tune.config';
import type { Params as Small } from '../small.tune.params';

export const same = (params: Small): 1 | 2 => params.size;
export default function objective(params: Params<typeof sweep>, trial: Trial): number {
  appendFileSync(process.env['E2E_COUNTER']!, trial.id + '\\n');
  const optimizer: 'sgd' = params.optimizer;
  return params.rate + optimizer.length;
}
`,
  'apps/typed/small.tune.yaml': `objective: ./src/objective.ts
method: grid
metric: { name: loss }
parameters: { size: { values: [1, 2] } }
`,
};
const file = 'apps/rules/tune.yaml';

/** As an editor sees the objective: with the types of Node, which the workspace does not have installed. */
function compile({ root }: Workspace): Promise<Ran> {
  const types = join(dirname(require.resolve('@types/node/package.json')), '..');
  const options = [
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--module',
    'preserve',
    '--typeRoots',
    types,
    '--types',
    'node',
  ];
  const tsc = require.resolve('typescript/bin/tsc');
  return run(process.execPath, [tsc, ...options, 'apps/typed/src/objective.ts'], { cwd: root });
}

describe('a space', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await createWorkspace({ files });
  });
  afterAll(() => workspace.dispose());

  test('with rules runs what is allowed, and when a rule goes, what is new', async () => {
    expect(await workspace.executions('tune', 'rules')).toBe(3 + 2 + 2);
    workspace.write(file, sweep.replace(/exclude.*\n/, ''));
    expect(await workspace.executions('tune', 'rules')).toBe(1);
    workspace.write(file, sweep.replace('<= 40', '<= 60'));
    expect(await workspace.executions('tune', 'rules')).toBe(1);
    workspace.write(file, sweep.replace('[sgd, adam]', '[adam, sgd]'));
    expect(await workspace.executions('tune', 'rules')).toBe(0);
    expect((await workspace.verb('trials', 'rules')).output).toContain('adam');
  });

  test('with rules is kept to by a method that learns', async () => {
    workspace.write(file, sweep.replace('method: grid', 'method: bayes\nrun_cap: 20'));
    expect(await workspace.executions('tune', 'rules')).toBe(7);
    expect(await workspace.executions('tune', 'rules')).toBe(0);
  });

  test('a mistake in a rule is told, and breaks nothing else', async () => {
    workspace.write(file, sweep.replace('momentum) <=', 'momentun) <='));
    const { code, output } = await workspace.nx('tune', 'rules');
    expect([code, output]).toEqual([1, expect.stringContaining('Did you mean "momentum"?')]);
    expect((await workspace.nx('show', 'projects')).code).toBe(0);
  });

  test('a sweep in TypeScript, and one in YAML whose type is written, run what is new and compile what is right', async () => {
    expect(await workspace.executions('tune', 'typed')).toBe(2);
    const stale = await workspace.nx('sync:check');
    expect([stale.code, stale.output]).toEqual([1, expect.stringContaining('nx-tune:sync')]);
    expect((await workspace.nx('sync')).code).toBe(0);
    workspace.edit('apps/typed/tune.config.ts', '2 ** 3]', '2 ** 3, 4] /* one more */');
    expect(await workspace.executions('tune', 'typed')).toBe(1);
    expect((await workspace.nx('sync:check')).code).toBe(0);
    expect(await compile(workspace)).toEqual({ code: 0, output: '' });
    workspace.edit('apps/typed/src/objective.ts', 'params.rate', 'params.rte');
    workspace.edit('apps/typed/tune.config.ts', "method: 'grid'", "method: 'gird'");
    const { output } = await compile(workspace);
    expect(output).toMatch(/objective\.ts\(\d+,\d+\): error TS2551: Property 'rte' does not exist/);
    expect(output).toMatch(/tune\.config\.ts\(\d+,\d+\): error TS2322: Type '"gird"'/);
    expect((await workspace.nx('tune', 'typed')).output).toContain(
      'apps/typed/tune.config.ts:5 method: "method" must be one of',
    );
  });
});
