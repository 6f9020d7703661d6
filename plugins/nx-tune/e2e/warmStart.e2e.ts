import { createWorkspace, type Workspace } from './support/workspace.js';

const objective = `const fs = require('node:fs');
module.exports = ({ x, kind }, trial) => {
  fs.appendFileSync(process.env.E2E_COUNTER, trial.id + '\\n');
  const lock = (name) => require('node:path').join(__dirname, '..', name + '.tune.lock.json');
  if (process.env.E2E_CHANGE === 'lock') fs.copyFileSync(lock('other'), lock('first'));
  return { loss: (x - 0.3) ** 2 + (kind === 'b' ? 0 : 0.5) };
};
`;
const space = `objective: src/objective.cjs
metric: { name: loss }
parameters:
  x: { min: 0.0, max: 1.0 }
  kind: { values: [a, b, c] }
`;
const random = `${space}method: random\nrun_cap: 12\n`;
const folder = 'apps/learn';
const files = {
  [`${folder}/project.json`]: '{"name":"learn"}',
  [`${folder}/src/objective.cjs`]: objective,
  [`${folder}/first.tune.yaml`]: `${random}seed: 1\n`,
  [`${folder}/other.tune.yaml`]: `${random}seed: 2\n`,
};
const lock = `${folder}/first.tune.lock.json`;
const warm = `${space}method: tpe\nrun_cap: 4\ngeneration: 2\nfrom: first.tune.yaml\n`;

interface Trials {
  readonly trials: readonly { readonly params: { readonly x: number; readonly kind: string } }[];
}

describe('a warm start', () => {
  let workspace: Workspace;
  const paramsOf = (of: Workspace, sweep: string): Trials['trials'][number]['params'][] =>
    (JSON.parse(of.read(`${folder}/.tune/${sweep}/trials.json`)) as Trials).trials.map(({ params }) => params);

  beforeAll(async () => {
    workspace = await createWorkspace({ files });
  });
  afterAll(() => workspace.dispose());

  test('points come first, and adding one computes one', async () => {
    expect(await workspace.executions('tune-first', 'learn')).toBe(12);
    const before = paramsOf(workspace, 'first');
    workspace.edit(`${folder}/first.tune.yaml`, 'run_cap: 12', 'run_cap: 13\npoints: [{ x: 0.9, kind: b }]');
    expect(await workspace.executions('tune-first', 'learn')).toBe(1);
    expect(paramsOf(workspace, 'first')).toEqual([{ x: 0.9, kind: 'b' }, ...before]);
  });

  test('results of a sweep that has not run are asked for', async () => {
    workspace.write(`${folder}/late.tune.yaml`, warm.replace('first', 'other'));
    const { code, output } = await workspace.nx('tune-late', 'learn');
    expect(code).toBe(1);
    expect(output).toContain(
      'apps/learn/late.tune.yaml:9 from: "from" needs the lock of a sweep, but apps/learn/other.tune.lock.json does not exist. Run that sweep first',
    );
    workspace.remove(`${folder}/late.tune.yaml`);
  });

  test('what a lock knows is learnt from at once; another lock, a line of no matter and a clone change nothing', async () => {
    workspace.write(`${folder}/warm.tune.yaml`, warm);
    expect(await workspace.executions('tune-warm', 'learn')).toBe(4);
    const proposed = paramsOf(workspace, 'warm');
    expect(await workspace.executions('tune-other', 'learn')).toBe(12);
    const [head = '', ...lines] = workspace.read(lock).split('\n');
    workspace.write(lock, [head, ...lines.slice(0, -2).toReversed(), ...lines.slice(-2)].join('\n'));
    expect(await workspace.executions('tune-warm', 'learn')).toBe(0);
    const clone = await workspace.cloned('own');
    expect(await clone.executions('tune-warm', 'learn')).toBe(4);
    expect(paramsOf(clone, 'warm')).toEqual(proposed);
    await clone.dispose();
  });

  test('other results make other proposals, and the old results the old ones', async () => {
    const [known, proposed] = [workspace.read(lock), paramsOf(workspace, 'warm')];
    workspace.write(lock, workspace.read(`${folder}/other.tune.lock.json`));
    expect(await workspace.executions('tune-warm', 'learn')).toBe(4);
    expect(paramsOf(workspace, 'warm')).not.toEqual(proposed);
    workspace.write(lock, known);
    expect(await workspace.executions('tune-warm', 'learn')).toBe(0);
    expect(paramsOf(workspace, 'warm')).toEqual(proposed);
  });

  test('results are exported, imported as those of another tool, and learnt from; importing runs no trial again', async () => {
    const csv = await workspace.verb('export', 'learn', '--sweep', 'first', '--format', 'csv');
    workspace.write('results.csv', csv.output.replace(',loss', ',error'));
    workspace.write(`${folder}/taught.tune.yaml`, warm.replace('first.tune.yaml', 'results.tune.known.json'));
    const file = ['results.csv', '--sweep', 'taught', '--map', 'error=loss'];
    const { code, output } = await workspace.verb('import', 'learn', ...file);
    expect([code, output]).toEqual([
      0,
      expect.stringContaining('results.csv (nx-tune-csv): 13 results imported, 0 left out'),
    ]);
    expect(output).toContain(`${folder}/results.tune.known.json is written: commit it`);
    expect(await workspace.executions('tune-taught', 'learn')).toBe(4);
    expect(paramsOf(workspace, 'taught')).toEqual(paramsOf(workspace, 'warm'));
    expect(await workspace.executions('tune-first', 'learn')).toBe(0);
  });

  test('a lock that is written anew in the same run is noticed, and taken by the next', async () => {
    workspace.edit(`${folder}/warm.tune.yaml`, 'generation: 2', 'generation: 2\nseed: 5');
    workspace.env['E2E_CHANGE'] = 'lock';
    const { code, output } = await workspace.nx('tune-warm', 'learn');
    delete workspace.env['E2E_CHANGE'];
    expect(code).toBe(1);
    expect(output).toContain('results that "from" names have changed since this run began');
    expect(await workspace.executions('tune-warm', 'learn')).toBe(4);
  });
});

test('the daemon sees that a lock knows other results', async () => {
  const workspace = await createWorkspace({
    daemon: true,
    files: { ...files, [`${folder}/warm.tune.yaml`]: warm.replace('run_cap: 4', 'run_cap: 2') },
  });
  expect(await workspace.executions('run-many', '-t', 'tune-first', 'tune-other', '-p', 'learn')).toBe(24);
  expect(await workspace.executions('tune-warm', 'learn')).toBe(2);
  workspace.write(lock, workspace.read(`${folder}/other.tune.lock.json`));
  expect(await workspace.executions('tune-warm', 'learn')).toBe(2);
  await workspace.dispose();
});
