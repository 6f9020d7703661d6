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
const config = 'apps/typed/tune.config.ts';
const objective = 'apps/typed/src/objective.ts';

/** As an editor sees the files: with the types of Node, which the workspace does not have installed. */
function compile({ root }: Workspace, ...files: readonly string[]): Promise<Ran> {
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
  return run(process.execPath, [tsc, ...options, ...files], { cwd: root });
}

describe('a space', () => {
  let workspace: Workspace;
  let takeBack: () => void;
  beforeAll(async () => {
    workspace = await createWorkspace({ files });
    takeBack = workspace.remember();
  });
  afterAll(() => workspace.dispose());
  beforeEach(() => takeBack());

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
    workspace.write(file, sweep.replace('method: grid', 'method: bayes\nrun_cap: 20\nseed: 1'));
    expect(await workspace.executions('tune', 'rules')).toBe(7);
    expect(await workspace.executions('tune', 'rules')).toBe(0);
  });

  test('a mistake in a rule is reported, and breaks nothing else', async () => {
    workspace.write(file, sweep.replace('momentum) <=', 'momentun) <='));
    const { code, output } = await workspace.nx('tune', 'rules');
    expect([code, output]).toEqual([1, expect.stringContaining('Did you mean "momentum"?')]);
    expect((await workspace.nx('show', 'projects')).code).toBe(0);
  });

  test('a sweep in TypeScript runs what is new, and its mistakes are reported', async () => {
    expect(await workspace.executions('tune', 'typed')).toBe(2);
    workspace.edit(config, '2 ** 3]', '2 ** 3, 4] /* one more */');
    expect(await workspace.executions('tune', 'typed')).toBe(1);
    workspace.edit(config, "method: 'grid'", "method: 'gird'");
    expect((await workspace.nx('tune', 'typed')).output).toContain(
      'apps/typed/tune.config.ts:5 method: "method" must be one of',
    );
  });

  test('types of a sweep in TypeScript, and of one in YAML once nx sync has written them, compile what is right and nothing else', async () => {
    const stale = await workspace.nx('sync:check');
    expect([stale.code, stale.output]).toEqual([1, expect.stringContaining('nx-tune:sync')]);
    expect((await workspace.nx('sync')).code).toBe(0);
    workspace.write('apps/typed/src/wrong.ts', workspace.read(objective).replace('params.rate', 'params.rte'));
    workspace.write('apps/typed/wrong.config.ts', workspace.read(config).replace("'grid'", "'gird'"));
    const { output } = await compile(workspace, objective, 'apps/typed/src/wrong.ts', 'apps/typed/wrong.config.ts');
    const mistakes = output.split('\n').filter((line) => line.includes('): error'));
    expect(mistakes).toHaveLength(2);
    expect(output).toMatch(/src\/wrong\.ts\(\d+,\d+\): error TS2551: Property 'rte' does not exist/);
    expect(output).toMatch(/typed\/wrong\.config\.ts\(\d+,\d+\): error TS2322: Type '"gird"'/);
  });

  test('an edit of values in a sweep in TypeScript leaves its types as they are', async () => {
    workspace.remove('apps/typed/small.tune.yaml');
    workspace.edit('apps/typed/src/objective.ts', /import.*small.*\n/.exec(files[objective])?.[0] ?? '', '');
    workspace.edit(config, '2 ** 3]', '2 ** 3, 4]');
    expect((await workspace.nx('sync:check')).code).toBe(0);
  });
});
