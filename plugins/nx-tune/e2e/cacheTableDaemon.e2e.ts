import { createTableWorkspace, grid, harmful, harmless, sweep, type TableWorkspace } from './support/cacheTable.js';
import { gridFile } from './support/fixture.js';
import type { Workspace } from './support/workspace.js';

/** Of the edits that make trials run again, those that a daemon learns of in different ways. */
const seenDifferently = ['a library that it imports', 'a declared environment variable'];

/**
 * The daemon has a graph, hashes and an environment of its own: it must see that a file, a package or a variable of the
 * command is another one. What follows for a trial is the table of `cacheTable.e2e.ts`.
 */
describe('what runs again, with the daemon', () => {
  let table: TableWorkspace;
  let workspace: Workspace;
  beforeAll(async () => {
    table = await createTableWorkspace(true);
    ({ workspace } = table);
  });
  afterAll(() => workspace.dispose());
  beforeEach(() => table.takeBack());

  test(`none: ${harmless.map(({ edit }) => edit).join(', ')}`, async () => {
    for (const { apply } of harmless) apply(workspace);
    expect(await workspace.executions('tune', 'digits')).toBe(0);
  });

  test('the sweep is renamed: none', async () => {
    workspace.write('apps/digits/wide.tune.yaml', gridFile);
    workspace.remove(sweep);
    expect(await workspace.executions('tune-wide', 'digits')).toBe(0);
  });

  test.each(harmful.filter(({ edit }) => seenDifferently.includes(edit)))('$edit: all', async ({ apply }) => {
    apply(workspace);
    expect(await workspace.executions('tune', 'digits')).toBe(grid);
  });

  test('the version of an npm package, a data file and the sweep: all; all of it taken back: none', async () => {
    for (const { apply } of harmful) apply(workspace);
    expect(await workspace.executions('tune', 'digits')).toBe(grid);
    table.takeBack();
    expect(await workspace.executions('tune', 'digits')).toBe(0);
  });
});
