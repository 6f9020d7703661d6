import { gridFile, randomFile } from './fixture.js';
import { createWorkspace, type Workspace } from './workspace.js';

type Snapshot = ReturnType<Workspace['snapshot']>;

const grid = 6;
const sweep = 'apps/digits/tune.yaml';

/** An edit of a workspace in which `nx tune digits` has run. */
interface Edit {
  readonly edit: string;
  readonly apply: (workspace: Workspace) => void | Promise<void>;
}

const install =
  (name: string) =>
  async (workspace: Workspace): Promise<void> => {
    await workspace.npmInstall(workspace.tarball(name));
  };

/** None of them makes a trial run again, nor do all of them together. */
const harmless: readonly Edit[] = [
  { edit: 'outputs deleted', apply: (workspace) => workspace.remove('apps/digits/.tune') },
  { edit: 'a value removed', apply: edit(sweep, '[0.1, 0.2, 0.3]', '[0.1, 0.3]') },
  { edit: 'values reordered', apply: edit(sweep, '[1, 2]', '[2, 1]') },
  { edit: 'metric.goal', apply: edit(sweep, 'minimize', 'maximize') },
  { edit: 'imported results', apply: (workspace) => workspace.write('apps/digits/results.tune.known.json', '{}') },
  { edit: 'README of the owner', apply: edit('apps/digits/README.md', 'Digits', 'Numbers') },
  { edit: 'tests of the owner', apply: edit('apps/digits/src/objective.spec.ts', 'a test', 'another') },
  { edit: 'the lint target of the owner', apply: edit('apps/digits/project.json', 'echo lint', 'echo other') },
  { edit: 'tags of the owner', apply: edit('apps/digits/project.json', '"targets"', '"tags":["a"],"targets"') },
  { edit: 'another sweep file', apply: edit('apps/digits/random.tune.yaml', 'run_cap: 5', 'run_cap: 6') },
  { edit: 'an unrelated library', apply: edit('libs/other/src/index.ts', '1', '2') },
  { edit: 'an unrelated npm package', apply: install('unrelated-2.0.0.tgz') },
  { edit: 'an undeclared environment variable', apply: (workspace) => void (workspace.env['E2E_OTHER'] = '3') },
];

/** Each makes all trials run again, whatever was edited before it. */
const harmful: readonly Edit[] = [
  { edit: 'the objective', apply: edit('apps/digits/src/objective.ts', '+ offset', '+ 2 * offset') },
  { edit: 'a file that it imports', apply: edit('apps/digits/src/offset.ts', '= 0', '= 1') },
  { edit: 'a library that it imports', apply: edit('libs/maths/src/square.ts', 'x * x', 'x ** 2') },
  { edit: 'the version of an npm package that it imports', apply: install('tiny-sum-2.0.0.tgz') },
  { edit: 'a declared data file', apply: edit('apps/digits/data/bias.txt', '0', '1') },
  { edit: 'a declared environment variable', apply: (workspace) => void (workspace.env['E2E_SCALE'] = '3') },
  { edit: 'the seed', apply: edit(sweep, 'seed: 7', 'seed: 8') },
  { edit: 'a value of a constant parameter', apply: edit(sweep, 'value: 5', 'value: 6') },
];

/** Replaces text in a file. */
function edit(file: string, from: string, to: string): Edit['apply'] {
  return (workspace) => workspace.edit(file, from, to);
}

/** The table of docs/what-reruns.md, each row with a real run of Nx. */
export function describeCacheTable(daemon: boolean): void {
  let workspace: Workspace;
  let original: Snapshot;
  beforeAll(async () => {
    workspace = await createWorkspace({ daemon, isolated: true });
    original = workspace.snapshot();
    expect(await workspace.executions('tune', 'digits')).toBe(grid);
  });
  afterAll(() => workspace.dispose());

  test('nothing: none', async () => {
    expect(await workspace.executions('tune', 'digits')).toBe(0);
  });

  test(`none: ${harmless.map((row) => row.edit).join(', ')}`, async () => {
    const before = workspace.snapshot();
    for (const row of harmless) await row.apply(workspace);
    const executions = await workspace.executions('tune', 'digits');
    expect(executions === 0 ? [] : await guilty(before)).toEqual([]);
    expect(executions).toBe(0);
    await takeBack(before);
  });

  /** The edits that make trials run again by themselves. */
  async function guilty(before: Snapshot): Promise<readonly string[]> {
    const found: string[] = [];
    for (const row of harmless) {
      await takeBack(before);
      await workspace.executions('tune', 'digits');
      await row.apply(workspace);
      if ((await workspace.executions('tune', 'digits')) > 0) found.push(row.edit);
    }
    return found;
  }

  async function takeBack(before: Snapshot): Promise<void> {
    workspace.restore(before);
    delete workspace.env['E2E_OTHER'];
    await install('unrelated-1.0.0.tgz')(workspace);
  }

  test('one more value on one axis: its two points', async () => {
    await edit(sweep, '[0.1, 0.2, 0.3]', '[0.1, 0.2, 0.3, 0.4]')(workspace);
    expect(await workspace.executions('tune', 'digits')).toBe(2);
    workspace.write(sweep, gridFile);
  });

  test('the sweep renamed: none', async () => {
    workspace.write('apps/digits/wide.tune.yaml', gridFile);
    workspace.remove(sweep);
    expect(await workspace.executions('tune-wide', 'digits')).toBe(0);
    workspace.remove('apps/digits/wide.tune.yaml');
    workspace.write(sweep, gridFile);
  });

  test('a second sweep that overlaps the first: what is new', async () => {
    workspace.write('apps/digits/more.tune.yaml', gridFile.replace('[1, 2]', '[2, 3]'));
    expect(await workspace.executions('tune-more', 'digits')).toBe(3);
    workspace.remove('apps/digits/more.tune.yaml');
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

  test.each(harmful)('$edit: all', async ({ apply }) => {
    await apply(workspace);
    expect(await workspace.executions('tune', 'digits')).toBe(grid);
  });

  test('all of that taken back: none', async () => {
    workspace.restore(original);
    delete workspace.env['E2E_SCALE'];
    await install('tiny-sum-1.0.0.tgz')(workspace);
    expect(await workspace.executions('tune', 'digits')).toBe(0);
  });
}
