import {
  createTableWorkspace,
  edit,
  grid,
  harmful,
  harmless,
  sweep,
  type TableWorkspace,
} from './support/cacheTable.js';
import type { Workspace } from './support/workspace.js';

const learning = `objective: ./src/objective.ts
method: tpe
run_cap: 2
generation: 2
from: random.tune.yaml
metric: { name: loss, goal: minimize }
parameters:
  x: { min: 0.0, max: 1.0 }
  y: { distribution: log_uniform_values, min: 0.001, max: 1 }
inputs:
  - data/*.txt
  - { env: E2E_SCALE }
`;

/**
 * The daemon has a graph, hashes and an environment of its own: it must see that a file, a package or a variable of the
 * command is another one. What follows for a trial is the table of `cacheTable.e2e.ts`.
 */
describe('with the daemon', () => {
  let table: TableWorkspace;
  let workspace: Workspace;
  beforeAll(async () => {
    table = await createTableWorkspace(true);
    ({ workspace } = table);
  });
  afterAll(() => workspace.dispose());
  beforeEach(() => table.takeBack());

  const editLibrary = edit('libs/maths/src/square.ts', 'x * x', 'x ** 2');

  test(`none runs again: ${harmless.map(({ edit: name }) => name).join(', ')}, the sweep renamed`, async () => {
    for (const { apply } of harmless) apply(workspace);
    workspace.write('apps/digits/wide.tune.yaml', workspace.read(sweep));
    workspace.remove(sweep);
    expect(await workspace.executions('tune-wide', 'digits')).toBe(0);
  });

  test(`all run again: ${harmful.map(({ edit: name }) => name).join(', ')}; a run without it finds what it stored, which it does not if one edit was missed`, async () => {
    for (const { apply } of harmful) apply(workspace);
    expect(await workspace.executions('tune', 'digits')).toBe(grid);
    workspace.env['NX_DAEMON'] = 'false';
    expect(await workspace.executions('tune', 'digits')).toBe(0);
    delete workspace.env['NX_DAEMON'];
    table.takeBack();
    expect(await workspace.executions('tune', 'digits')).toBe(0);
  });

  test('a dry run knows what is computed, and what an edit has made unknown', async () => {
    const plan = async (): Promise<string> => (await workspace.nx('tune', 'digits', '--dry-run')).output;
    expect(await plan()).toContain('Nothing is left to compute.');
    editLibrary(workspace);
    expect(await plan()).toMatch(/ 0 known, from the cache\n +6 to run\n/);
  });

  test('a sweep that learns from a lock proposes other trials when the lock has lost its best results', async () => {
    const random = 'apps/digits/random.tune';
    workspace.edit(`${random}.yaml`, 'run_cap: 5', 'run_cap: 14');
    workspace.write('apps/digits/warm.tune.yaml', learning);
    expect(await workspace.executions('tune-random', 'digits')).toBe(14);
    expect(await workspace.executions('tune-warm', 'digits')).toBe(2);
    const [head = '', ...lines] = workspace.read(`${random}.lock.json`).split('\n');
    const loss = (line: string): number => Number(/"loss":([\d.]+)/.exec(line)?.[1]);
    const best = lines
      .filter((line) => line.startsWith('{'))
      .toSorted((one, other) => loss(one) - loss(other))
      .slice(0, 3);
    const rest = lines.filter((line) => !best.includes(line));
    workspace.write(`${random}.lock.json`, [head, ...rest].join('\n'));
    expect(await workspace.executions('tune-warm', 'digits')).toBe(2);
  });

  test('explain knows what will not run, and names the file that was edited', async () => {
    const explained = async (): Promise<string> => (await workspace.verb('explain', 'digits')).output;
    expect(await explained()).toContain("will not run: Nx's cache has its result\n");
    editLibrary(workspace);
    expect(await explained()).toContain('file libs/maths/src/square.ts: changed\n');
  });

  test('nx affected names the sweep of a library that has changed, and none of another library', async () => {
    await workspace.git('add', '-A');
    await workspace.git('commit', '-qm', 'All');
    const affected = async (): Promise<unknown> => {
      const command = 'show projects --affected --with-target tune --base=HEAD --json';
      return JSON.parse((await workspace.nx(...command.split(' '))).output) as unknown;
    };
    edit('libs/other/src/index.ts', '1', '2')(workspace);
    expect(await affected()).toEqual([]);
    editLibrary(workspace);
    expect(await affected()).toEqual(['digits']);
  });
});
