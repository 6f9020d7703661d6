import { mkdirSync } from 'node:fs';

import { createWorkspace, type Workspace } from './support/workspace.js';

/** Reads a file whose name the text does not show, and counts its executions. */
const objective = `const fs = require('node:fs');
module.exports = ({ x }) => {
  fs.appendFileSync(process.env.E2E_COUNTER, x + '\\n');
  const name = [__dirname, 'data', 'iris'].join('/');
  return x * Number(fs.readFileSync(name + '.csv', 'utf8'));
};
`;
const sweep = `objective: src/objective.cjs
method: grid
metric: { name: loss }
parameters:
  x: { values: [1, 2] }
`;
const app = 'apps/flowers';
const files = {
  [`${app}/project.json`]: '{"name":"flowers"}',
  [`${app}/src/objective.cjs`]: objective,
  [`${app}/src/data/iris.csv`]: '1',
  [`${app}/src/data/neighbour.csv`]: '1',
  [`${app}/.gitignore`]: 'data\n',
  [`${app}/tune.yaml`]: sweep,
};

describe('files that trials read, and that are not in their hash', () => {
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = await createWorkspace({ files });
  });
  afterEach(() => workspace.dispose());

  const losses = (): readonly unknown[] =>
    (
      JSON.parse(workspace.read(`${app}/.tune/tune/trials.json`)) as { trials: { metrics: { loss: number } }[] }
    ).trials.map(({ metrics }) => metrics.loss);

  test('results count and are shown, but are not cached; declared, they are, and a change of the file is seen', async () => {
    const { code, output } = await workspace.nx('tune', 'flowers');
    expect([code, losses()]).toEqual([0, [1, 2]]);
    expect(output)
      .toContain(`Note: 2 trials read files that are not declared as inputs, and are not cached. Add to ${app}/tune.yaml, or run npx nx-tune doctor flowers --fix:
inputs:
  - src/data/iris.csv # ignored by git
`);
    workspace.write(`${app}/src/data/iris.csv`, '10');
    expect(await workspace.executions('tune', 'flowers', '--no-frozen-lock')).toBe(2);
    expect(losses()).toEqual([10, 20]);
    workspace.write(`${app}/tune.yaml`, `${sweep}inputs: [src/data/iris.csv]\n`);
    expect(await workspace.executions('tune', 'flowers')).toBe(2);
    workspace.write(`${app}/src/data/neighbour.csv`, '2');
    expect(await workspace.executions('tune', 'flowers')).toBe(0);
    workspace.write(`${app}/src/data/iris.csv`, '3');
    expect(await workspace.executions('tune', 'flowers', '--no-frozen-lock')).toBe(2);
    expect(losses()).toEqual([3, 6]);
    expect((await workspace.nx('tune', 'flowers')).output).not.toContain('not declared');
  });

  test('a folder that is listed counts with the names of folders in it, ignored or empty; not with those below', async () => {
    const list = objective.replace(
      "fs.readFileSync(name + '.csv', 'utf8')",
      "fs.readdirSync(__dirname + '/data').length",
    );
    workspace.write(`${app}/src/objective.cjs`, list);
    workspace.write(`${app}/tune.yaml`, `${sweep}inputs: ['src/data/*']\n`);
    expect([await workspace.executions('tune', 'flowers'), losses()]).toEqual([2, [2, 4]]);
    expect(await workspace.executions('tune', 'flowers')).toBe(0);
    mkdirSync(workspace.path(`${app}/src/data/folder`));
    expect([await workspace.executions('tune', 'flowers', '--no-frozen-lock'), losses()]).toEqual([2, [3, 6]]);
    mkdirSync(workspace.path(`${app}/src/data/folder/below`));
    expect(await workspace.executions('tune', 'flowers')).toBe(0);
  });

  test('undeclared: allow caches them, and the leaderboard says so; without it they are not restored', async () => {
    workspace.write(`${app}/tune.yaml`, `${sweep}undeclared: allow\n`);
    expect(await workspace.executions('tune', 'flowers')).toBe(2);
    const { output } = await workspace.nx('tune', 'flowers');
    expect(output).toContain('2 trials: 2 cached');
    expect(output).toContain('cached all the same ("undeclared: allow")');
    workspace.write(`${app}/tune.yaml`, sweep);
    expect(await workspace.executions('tune', 'flowers')).toBe(2);
  });

  test('without batches the tasks fail, since Nx would store them', async () => {
    const { code, output } = await workspace.nx('tune', 'flowers', '--no-batch');
    expect(code).not.toBe(0);
    expect(output).toContain(`This result must not be cached`);
    expect(output).toContain(`${app}/src/data/iris.csv`);
  });
});
