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
};
const file = 'apps/rules/tune.yaml';

describe('a space with rules', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await createWorkspace({ files });
  });
  afterAll(() => workspace.dispose());

  test('runs what is allowed, and when a rule goes, what is new', async () => {
    expect(await workspace.executions('tune', 'rules')).toBe(3 + 2 + 2);
    workspace.write(file, sweep.replace(/exclude.*\n/, ''));
    expect(await workspace.executions('tune', 'rules')).toBe(1);
    workspace.write(file, sweep.replace('<= 40', '<= 60'));
    expect(await workspace.executions('tune', 'rules')).toBe(1);
    workspace.write(file, sweep.replace('[sgd, adam]', '[adam, sgd]'));
    expect(await workspace.executions('tune', 'rules')).toBe(0);
    expect((await workspace.verb('trials', 'rules')).output).toContain('adam');
  });

  test('a method that learns keeps to it', async () => {
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
});
