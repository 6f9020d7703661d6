import {
  createTableWorkspace,
  edit,
  grid,
  harmful,
  harmless,
  sweep,
  type TableWorkspace,
} from './support/cacheTable.js';
import { gridFile } from './support/fixture.js';
import { testAtLength } from './support/testAtLength.js';
import type { Workspace } from './support/workspace.js';

/** The table of docs/what-reruns.md, each row with a run of Nx; each test starts from the files as they were. */
describe('what runs again, without the daemon', () => {
  let table: TableWorkspace;
  let workspace: Workspace;
  beforeAll(async () => {
    table = await createTableWorkspace(false);
    ({ workspace } = table);
  });
  afterAll(() => workspace.dispose());
  beforeEach(() => table.takeBack());

  test('nothing is edited: none', async () => {
    expect(await workspace.executions('tune', 'digits')).toBe(0);
  });

  test(`none runs again: ${harmless.map(({ edit: name }) => name).join(', ')}`, async () => {
    for (const { apply } of harmless) apply(workspace);
    expect(await workspace.executions('tune', 'digits')).toBe(0);
  });

  for (const { edit: name, apply } of harmless)
    testAtLength(`${name}: none`, async () => {
      apply(workspace);
      expect(await workspace.executions('tune', 'digits')).toBe(0);
    });

  test('one more value on one axis: its two points', async () => {
    edit(sweep, '[0.1, 0.2, 0.3]', '[0.1, 0.2, 0.3, 0.4]')(workspace);
    expect(await workspace.executions('tune', 'digits')).toBe(2);
  });

  test('the sweep is renamed: none', async () => {
    workspace.write('apps/digits/wide.tune.yaml', gridFile);
    workspace.remove(sweep);
    expect(await workspace.executions('tune-wide', 'digits')).toBe(0);
  });

  test('a second sweep overlaps the first: what is new', async () => {
    workspace.write('apps/digits/more.tune.yaml', gridFile.replace('[1, 2]', '[2, 3]'));
    expect(await workspace.executions('tune-more', 'digits')).toBe(3);
  });

  test('run_cap is raised: only the new points; lowered again: none', async () => {
    const file = 'apps/digits/random.tune.yaml';
    expect(await workspace.executions('tune-random', 'digits')).toBe(5);
    workspace.edit(file, 'run_cap: 5', 'run_cap: 8');
    expect(await workspace.executions('tune-random', 'digits')).toBe(3);
    workspace.edit(file, 'run_cap: 8', 'run_cap: 5');
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
    apply(workspace);
    expect(await workspace.executions('tune', 'digits')).toBe(grid);
  });

  test('all edits at once: all; taken back: none', async () => {
    harmful.forEach(({ apply }) => apply(workspace));
    expect(await workspace.executions('tune', 'digits')).toBe(grid);
    table.takeBack();
    expect(await workspace.executions('tune', 'digits')).toBe(0);
  });
});
