import { join } from 'node:path';

import { gridFile, randomFile } from './fixture.js';
import { createWorkspace, type Workspace } from './workspace.js';

const grid = 6;
const sweep = 'apps/digits/tune.yaml';
const tarball = (name: string): string => join(process.env['NX_TUNE_E2E_BASE'] ?? '', 'tarballs', name);

/** An edit of a workspace in which `nx tune digits` has run, and how many of its six trials run again. */
interface Row {
  readonly edit: string;
  readonly apply: (workspace: Workspace) => void | Promise<void>;
  readonly again: number;
  /** What is run instead of `tune digits`. */
  readonly command?: readonly string[];
  /** How to take the edit back, where the files before it are not enough. */
  readonly undo?: (workspace: Workspace) => void | Promise<void>;
}

const install =
  (name: string) =>
  async (workspace: Workspace): Promise<void> => {
    await workspace.npmInstall(tarball(name));
  };

const rows: readonly Row[] = [
  { edit: 'nothing', apply: () => {}, again: 0 },
  { edit: 'outputs deleted', apply: (workspace) => workspace.remove('apps/digits/.tune'), again: 0 },
  { edit: 'one more value on one axis', apply: edit(sweep, '[0.1, 0.2, 0.3]', '[0.1, 0.2, 0.3, 0.4]'), again: 2 },
  { edit: 'a value removed', apply: edit(sweep, '[0.1, 0.2, 0.3]', '[0.1, 0.3]'), again: 0 },
  { edit: 'values reordered', apply: edit(sweep, '[0.1, 0.2, 0.3]', '[0.3, 0.1, 0.2]'), again: 0 },
  {
    edit: 'the sweep renamed',
    apply: (workspace) => {
      workspace.write('apps/digits/wide.tune.yaml', gridFile);
      workspace.remove(sweep);
    },
    command: ['tune-wide', 'digits'],
    again: 0,
    undo: (workspace) => {
      workspace.remove('apps/digits/wide.tune.yaml');
      workspace.write(sweep, gridFile);
    },
  },
  {
    edit: 'a second sweep that overlaps the first',
    apply: (workspace) => workspace.write('apps/digits/more.tune.yaml', gridFile.replace('[1, 2]', '[2, 3]')),
    command: ['tune-more', 'digits'],
    again: 3,
    undo: (workspace) => workspace.remove('apps/digits/more.tune.yaml'),
  },
  { edit: 'metric.goal', apply: edit(sweep, 'minimize', 'maximize'), again: 0 },
  { edit: 'README of the owner', apply: edit('apps/digits/README.md', 'Digits', 'Numbers'), again: 0 },
  { edit: 'tests of the owner', apply: edit('apps/digits/src/objective.spec.ts', 'a test', 'another'), again: 0 },
  {
    edit: 'the lint target of the owner',
    apply: edit('apps/digits/project.json', 'echo lint', 'echo other'),
    again: 0,
  },
  {
    edit: 'tags of the owner',
    apply: edit('apps/digits/project.json', '"targets"', '"tags":["a"],"targets"'),
    again: 0,
  },
  { edit: 'another sweep file', apply: edit('apps/digits/random.tune.yaml', 'run_cap: 5', 'run_cap: 6'), again: 0 },
  { edit: 'an unrelated library', apply: edit('libs/other/src/index.ts', '1', '2'), again: 0 },
  {
    edit: 'an unrelated npm package',
    apply: install('unrelated-2.0.0.tgz'),
    again: 0,
    undo: install('unrelated-1.0.0.tgz'),
  },
  { edit: 'the objective', apply: edit('apps/digits/src/objective.ts', '+ offset', '+ 2 * offset'), again: grid },
  { edit: 'a file that it imports', apply: edit('apps/digits/src/offset.ts', '= 0', '= 1'), again: grid },
  { edit: 'a library that it imports', apply: edit('libs/maths/src/square.ts', 'x * x', 'x ** 2'), again: grid },
  {
    edit: 'the version of an npm package that it imports',
    apply: install('tiny-sum-2.0.0.tgz'),
    again: grid,
    undo: install('tiny-sum-1.0.0.tgz'),
  },
  { edit: 'a declared data file', apply: edit('apps/digits/data/bias.txt', '0', '1'), again: grid },
  {
    edit: 'a declared environment variable',
    apply: (workspace) => void (workspace.env['E2E_SCALE'] = '3'),
    again: grid,
    undo: (workspace) => void delete workspace.env['E2E_SCALE'],
  },
  {
    edit: 'an undeclared environment variable',
    apply: (workspace) => void (workspace.env['E2E_OTHER'] = '3'),
    again: 0,
    undo: (workspace) => void delete workspace.env['E2E_OTHER'],
  },
  { edit: 'the seed', apply: edit(sweep, 'seed: 7', 'seed: 8'), again: grid },
  { edit: 'a value of a constant parameter', apply: edit(sweep, 'value: 5', 'value: 6'), again: grid },
];

/** Replaces text in a file. */
function edit(file: string, from: string, to: string): Row['apply'] {
  return (workspace) => workspace.edit(file, from, to);
}

/** The table of docs/what-reruns.md, each row with a real run of Nx. */
export function describeCacheTable(daemon: boolean): void {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await createWorkspace({ daemon });
    expect(await workspace.executions('tune', 'digits')).toBe(grid);
  });
  afterAll(() => workspace.dispose());

  test.each(rows)('$edit: $again', async ({ apply, again, command = ['tune', 'digits'], undo }) => {
    const before = workspace.snapshot();
    await apply(workspace);
    expect(await workspace.executions(...command)).toBe(again);
    // A daemon could miss the way back, and without one nothing is left from a run to the next but the cache.
    if (again > 0 && !daemon) expect(await workspace.executions(...command)).toBe(0);
    workspace.restore(before);
    await undo?.(workspace);
    if (again > 0 && daemon) expect(await workspace.executions('tune', 'digits')).toBe(0);
  });

  test('run_cap raised: only the new points', async () => {
    expect(await workspace.executions('tune-random', 'digits')).toBe(5);
    workspace.edit('apps/digits/random.tune.yaml', 'run_cap: 5', 'run_cap: 8');
    expect(await workspace.executions('tune-random', 'digits')).toBe(3);
    workspace.write('apps/digits/random.tune.yaml', randomFile);
    expect(await workspace.executions('tune-random', 'digits')).toBe(0);
  });

  test('moved to another path: none', async () => {
    const moved = await workspace.moved();
    moved.remove('apps/digits/.tune');
    expect(await moved.executions('tune', 'digits')).toBe(0);
    await moved.dispose();
  });

  test('a fresh clone with the same cache folder: none', async () => {
    const clone = await workspace.cloned();
    expect(await clone.executions('tune', 'digits')).toBe(0);
    await clone.dispose();
  });
}
