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

  const file = `${folder}/warm.tune.yaml`;
  let takeBack: () => void;
  beforeAll(async () => {
    workspace = await createWorkspace({ files });
    expect(await workspace.executions('run-many', '-t', 'tune-first', 'tune-other', '-p', 'learn')).toBe(24);
    takeBack = workspace.remember();
  });
  afterAll(() => workspace.dispose());
  /** Each test starts from two sweeps that have run, each with its lock. */
  beforeEach(() => takeBack());

  /** Runs a sweep that starts from the lock of the first one; a test that ran it before has it in the cache. */
  const learn = async (): Promise<Trials['trials'][number]['params'][]> => {
    workspace.write(file, warm);
    expect((await workspace.nx('tune-warm', 'learn')).code).toBe(0);
    return paramsOf(workspace, 'warm');
  };

  test('points come first, and adding one computes one', async () => {
    expect(await workspace.executions('tune-first', 'learn')).toBe(0);
    const before = paramsOf(workspace, 'first');
    workspace.edit(`${folder}/first.tune.yaml`, 'run_cap: 12', 'run_cap: 13\npoints: [{ x: 0.9, kind: b }]');
    expect(await workspace.executions('tune-first', 'learn')).toBe(1);
    expect(paramsOf(workspace, 'first')).toEqual([{ x: 0.9, kind: 'b' }, ...before]);
  });

  test('results of a sweep that has not run are asked for', async () => {
    workspace.write(`${folder}/late.tune.yaml`, warm.replace('first', 'other'));
    workspace.remove(`${folder}/other.tune.lock.json`);
    const { code, output } = await workspace.nx('tune-late', 'learn');
    expect(code).toBe(1);
    expect(output).toContain(
      'apps/learn/late.tune.yaml:9 from: "from" needs the lock of a sweep, but apps/learn/other.tune.lock.json does not exist. Run that sweep first',
    );
  });

  test('a sweep learns from a lock at once, and another order of its lines, another lock and a clone change nothing', async () => {
    workspace.write(file, `${warm}seed: 3\n`);
    expect(await workspace.executions('tune-warm', 'learn')).toBe(4);
    const proposed = paramsOf(workspace, 'warm');
    const [head = '', ...lines] = workspace.read(lock).split('\n');
    workspace.write(lock, [head, ...lines.slice(0, -2).toReversed(), ...lines.slice(-2)].join('\n'));
    workspace.remove(`${folder}/other.tune.lock.json`);
    expect(await workspace.executions('tune-warm', 'learn')).toBe(0);
    const clone = await workspace.cloned('own');
    expect(await clone.executions('tune-warm', 'learn')).toBe(4);
    expect(paramsOf(clone, 'warm')).toEqual(proposed);
    await clone.dispose();
  });

  test('other results make other proposals, and the old results the old ones', async () => {
    const proposed = await learn();
    const known = workspace.read(lock);
    workspace.write(lock, workspace.read(`${folder}/other.tune.lock.json`));
    expect(await workspace.executions('tune-warm', 'learn')).toBe(4);
    expect(paramsOf(workspace, 'warm')).not.toEqual(proposed);
    workspace.write(lock, known);
    expect(await workspace.executions('tune-warm', 'learn')).toBe(0);
    expect(paramsOf(workspace, 'warm')).toEqual(proposed);
  });

  test('results are exported, imported as those of another tool, and learnt from; importing runs no trial again', async () => {
    const proposed = await learn();
    const csv = await workspace.verb('export', 'learn', '--sweep', 'first', '--format', 'csv');
    workspace.write('results.csv', csv.output.replace(',loss', ',error'));
    workspace.write(`${folder}/taught.tune.yaml`, warm.replace('first.tune.yaml', 'results.tune.known.json'));
    const asked = ['results.csv', '--sweep', 'taught', '--map', 'error=loss'];
    const { code, output } = await workspace.verb('import', 'learn', ...asked);
    expect([code, output]).toEqual([
      0,
      expect.stringContaining('results.csv (nx-tune-csv): 12 results imported, 0 left out'),
    ]);
    expect(output).toContain(`${folder}/results.tune.known.json is written: commit it`);
    // It proposes what the other sweep has computed.
    expect(await workspace.executions('tune-taught', 'learn')).toBe(0);
    expect(paramsOf(workspace, 'taught')).toEqual(proposed);
    expect(await workspace.executions('tune-first', 'learn')).toBe(0);
  });

  test('a lock that changes during a run fails it, and is taken by the next', async () => {
    workspace.write(file, `${warm}seed: 5\n`);
    workspace.env['E2E_CHANGE'] = 'lock';
    const { code, output } = await workspace.nx('tune-warm', 'learn');
    delete workspace.env['E2E_CHANGE'];
    expect(code).toBe(1);
    expect(output).toContain('results that "from" names have changed since this run began');
    expect(await workspace.executions('tune-warm', 'learn')).toBe(4);
  });
});
