import { createWorkspace, type Workspace } from './support/workspace.js';

const objective = `const fs = require('node:fs');
module.exports = ({ stepSize, momentum = 0 }, trial) => {
  fs.appendFileSync(process.env.E2E_COUNTER, trial.id + '\\n');
  return { loss: (stepSize - 0.3) ** 2 + (momentum - 0.5) ** 2 + 1 };
};
module.exports.curvature = ({ momentum }) => ({
  dimension: 30,
  hessianVector: (v) => v.map((x, i) => x * (i === 0 ? 0.5 : 8 - i / 10)),
  noise: 2,
});
`;
const folder = 'apps/learn';
const base = `# What all of us share.
metric: { name: loss }
parameters:
  stepSize: { values: [0.1, 0.2, 0.4] }
  momentum: { values: [0, 0.5] }
baselines:
  folklore: { params: { stepSize: 0.1, momentum: 0.9 }, note: heavy ball 0.9 }
`;
const files = {
  [`${folder}/project.json`]: '{"name":"learn"}',
  [`${folder}/src/objective.cjs`]: objective,
  [`${folder}/tune.yaml`]: 'extends: ../../shared/base.yaml\nobjective: src/objective.cjs\nmethod: grid\n',
  [`${folder}/learning.tune.yaml`]:
    'extends: ./tune.yaml\nmethod: tpe\nrun_cap: 4\nparameters: { stepSize: { min: 0.01, max: 1 } }\n',
  'shared/base.yaml': base,
};

describe('baselines', () => {
  let workspace: Workspace;
  let takeBack: () => void;
  beforeAll(async () => {
    workspace = await createWorkspace({ files });
    expect(await workspace.executions('tune', 'learn')).toBe(7);
    takeBack = workspace.remember();
  });
  afterAll(() => workspace.dispose());
  beforeEach(() => takeBack());

  const bestOf = (): Readonly<Record<string, unknown>> =>
    JSON.parse(workspace.read(`${folder}/.tune/tune/best.json`)) as Readonly<Record<string, unknown>>;

  test('a run compares its best with each baseline, and so do the files and the verbs', async () => {
    const before = workspace.counted();
    const { code, output } = await workspace.nx('tune', 'learn');
    expect([code, workspace.counted() - before]).toEqual([0, 0]);
    expect(output).toContain('The best is 16 % below folklore (heavy ball 0.9): loss 1.01 instead of 1.2.');
    expect(bestOf()).toMatchObject({ baselines: { folklore: { metrics: { loss: 1.2 } } } });
    expect(workspace.read(`${folder}/.tune/tune/leaderboard.md`)).toContain('| folklore |');
    const html = workspace.read(`${folder}/.tune/tune/report.html`);
    expect(/"baselines":\[[^\]]*\]/.exec(html)?.[0]).toContain('"name":"folklore"');
    const filtered = await workspace.verb('trials', 'learn', '--filter', 'baseline = folklore', '--format', 'csv');
    expect(filtered.output).toMatch(/trial\.baseline\n.*,folklore\n$/);
    expect((await workspace.verb('show', 'learn', 'folklore')).output).toMatch(/Baseline +folklore/);
  });

  test('another baseline computes one trial, and another name none', async () => {
    const shared = 'shared/base.yaml';
    workspace.edit(shared, 'folklore: {', 'folklore: { params: { stepSize: 0.9, momentum: 0.9 } }\n  old: {');
    expect(await workspace.executions('tune', 'learn')).toBe(1);
    workspace.edit(shared, 'old: {', 'ours: {');
    workspace.edit(shared, '# What all of us share.', '# Others.');
    expect(await workspace.executions('tune', 'learn')).toBe(0);
    expect(bestOf()).toMatchObject({ baselines: { folklore: {}, ours: { metrics: { loss: 1.2 } } } });
  });

  test('a base within the project is not an input of its trials, and is read again when it changes', async () => {
    workspace.write(`${folder}/shared/base.yaml`, base);
    workspace.edit(`${folder}/tune.yaml`, '../../shared', './shared');
    expect(await workspace.executions('tune', 'learn')).toBe(0);
    workspace.edit(`${folder}/shared/base.yaml`, 'What all of us share', 'Other words');
    expect(await workspace.executions('tune', 'learn')).toBe(0);
    workspace.edit(`${folder}/shared/base.yaml`, '0.4]', '0.4, 0.5]');
    expect(await workspace.executions('tune', 'learn')).toBe(2);
  });

  test('a method that learns runs a baseline beside its run_cap, and shares the trial', async () => {
    const before = workspace.counted();
    const { code, output } = await workspace.nx('tune-learning', 'learn');
    expect([code, workspace.counted() - before]).toEqual([0, 4]);
    expect(output).toMatch(/5 trials/);
    expect(output).toMatch(/below folklore|no better than folklore|folklore .* itself/);
  });

  test('a mistake in a base names its line there', async () => {
    workspace.edit('shared/base.yaml', 'momentum: 0.9', 'momentun: 0.9');
    const { code, output } = await workspace.nx('tune', 'learn');
    expect(code).toBe(1);
    expect(output).toContain(
      'shared/base.yaml:7 baselines.folklore.params.momentun: unknown parameter "momentun". Did you mean "momentum"?',
    );
  });

  test('presets are listed, printed, and extended', async () => {
    expect((await workspace.verb('preset')).output).toMatch(/^adam +Adam/);
    expect((await workspace.verb('preset', 'svm')).output).toContain('baselines:\n  folklore:');
    expect((await workspace.verb('preset', 'adm')).output).toContain('There is no preset "adm". Did you mean "adam"?');
    workspace.write(
      `${folder}/tune.yaml`,
      'extends: nx-tune/presets/momentum-sgd\nobjective: src/objective.cjs\nmethod: sobol\nrun_cap: 3\nmetric: { name: loss }\n',
    );
    const { code, output } = await workspace.nx('tune', 'learn');
    expect(output).toContain('folklore (heavy ball 0.9, step 0.1)');
    expect(code).toBe(0);
  });

  test('theory measures the curvature that a module exports, and prints a baseline', async () => {
    const { code, output } = await workspace.verb('theory', 'learn');
    expect(output).toMatch(/mu +0\.5\nL +7\.9\nkappa +15\.8\n/);
    expect(code).toBe(0);
    const lines = /baselines:\n[^]*/.exec(output)?.[0] ?? '';
    expect(lines).toContain('theory: { method: heavy_ball, mu: 0.5, L: 7.9 }');
    workspace.edit(`${folder}/tune.yaml`, 'method: grid\n', `method: grid\n${lines}`);
    const run = await workspace.nx('tune', 'learn');
    expect(run.output).toContain('(heavy ball, kappa 15.8: step 4/(√L + √mu)²');
    expect(run.code).toBe(0);
    workspace.edit(`${folder}/src/objective.cjs`, 'module.exports.curvature', 'module.exports.other');
    const missing = await workspace.verb('theory', 'learn');
    expect(missing.code).toBe(1);
    expect(missing.output).toContain('src/objective.cjs has no function "curvature"');
  });
});
