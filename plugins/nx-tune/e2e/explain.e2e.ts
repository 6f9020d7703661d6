import { gridFile } from './support/fixture.js';
import { createWorkspace, type Workspace } from './support/workspace.js';

interface Explained {
  readonly id: string;
  readonly runs: boolean;
  readonly reason: string;
  readonly changes: readonly {
    readonly kind: string;
    readonly name: string;
    readonly before?: string;
    readonly after?: string;
  }[];
}
const sweep = 'apps/digits/tune.yaml';

describe('nx-tune explain', () => {
  let workspace: Workspace;
  let takeBack: () => void;
  /** True after a test whose last run was under other inputs, or that lost the cache. */
  let isSpoilt = false;
  beforeAll(async () => {
    workspace = await createWorkspace();
    expect(await workspace.executions('tune', 'digits')).toBe(6);
    takeBack = workspace.remember();
  });
  afterAll(() => workspace.dispose());
  /** Each test starts from a run of the files as they were. */
  beforeEach(async () => {
    takeBack();
    if (isSpoilt) expect((await workspace.nx('tune', 'digits')).code).toBe(0);
    isSpoilt = false;
  });

  const ask = async (...args: readonly string[]): Promise<string> => {
    const { code, output } = await workspace.verb('explain', 'digits', ...args);
    if (code !== 0) throw new Error(output);
    return output;
  };
  const explain = async (...args: readonly string[]): Promise<readonly Explained[]> =>
    (JSON.parse(await ask('--json', ...args)) as { trials: Explained[] }).trials;

  test('nothing changed, outputs deleted, harmless edits: none will run', async () => {
    workspace.edit(sweep, '[1, 2]', '[2, 1]');
    workspace.edit(sweep, 'minimize', 'maximize');
    workspace.edit('apps/digits/README.md', 'Digits', 'Numbers');
    workspace.edit('apps/digits/src/objective.spec.ts', 'a test', 'another');
    workspace.edit('apps/digits/project.json', '"targets"', '"tags":["a"],"targets"');
    workspace.edit('libs/other/src/index.ts', '1', '2');
    workspace.env['E2E_OTHER'] = '3';
    const trials = await explain();
    expect(trials.map(({ reason }) => reason)).toEqual(Array(6).fill('cached'));
    expect(await workspace.executions('tune', 'digits')).toBe(0);
  });

  /** Edits, and the change that is named with before and after. */
  test.each([
    ['the objective', 'apps/digits/src/objective.ts', '+ offset', '+ 2 * offset'],
    ['a file that it imports', 'apps/digits/src/offset.ts', '= 0', '= 1'],
    ['a library that it imports', 'libs/maths/src/square.ts', 'x * x', 'x ** 2'],
    ['a declared data file', 'apps/digits/data/bias.txt', '0', '1'],
  ])('%s is named', async (_, file, from, to) => {
    workspace.edit(file, from, to);
    const trials = await explain();
    expect(trials).toHaveLength(6);
    for (const { reason, runs, changes } of trials) {
      expect({ reason, runs }).toEqual({ reason: 'changed', runs: true });
      expect(changes.map(({ kind, name }) => `${kind} ${name}`)).toEqual([`file ${file}`]);
    }
  });

  test('a declared environment variable is named, with its value before and after', async () => {
    workspace.env['E2E_SCALE'] = '3';
    const [trial] = await explain();
    expect(trial).toMatchObject({
      reason: 'changed',
      changes: [{ kind: 'environment variable', name: 'E2E_SCALE', after: '3' }],
    });
    expect(trial?.changes).toHaveLength(1);
  });

  test('the version of an npm package is named, before and after', async () => {
    workspace.install('tiny-sum', '2.0.0');
    const [trial] = await explain();
    expect(trial?.changes).toEqual([{ kind: 'npm package', name: 'tiny-sum', before: '1.0.0', after: '2.0.0' }]);
  });

  test('the version of a package that is not imported is not named', async () => {
    workspace.install('unrelated', '2.0.0');
    expect((await explain()).map(({ reason }) => reason)).toEqual(Array(6).fill('cached'));
  });

  test('new points, a changed constant and seed are counted from the closest known trial', async () => {
    workspace.edit(sweep, '[0.1, 0.2, 0.3]', '[0.1, 0.2, 0.3, 0.4]');
    const grown = await explain();
    expect(grown.map(({ reason }) => reason).toSorted()).toEqual([...Array<string>(6).fill('cached'), 'new', 'new']);
    expect(grown.find(({ reason }) => reason === 'new')?.changes).toMatchObject([
      { kind: 'parameter', name: 'y', after: '0.4' },
    ]);
    workspace.write(sweep, gridFile.replace('value: 5', 'value: 6').replace('seed: 7', 'seed: 8'));
    for (const { reason, changes } of await explain()) {
      expect(reason).toBe('new');
      expect(changes).toEqual([
        { kind: 'parameter', name: 'z', before: '5', after: '6' },
        { kind: 'setting', name: 'seed', before: '7', after: '8' },
      ]);
    }
  });

  test('one trial is explained in words, by the beginning of its id; a mistake in a line', async () => {
    const [{ id } = { id: '' }] = await explain();
    workspace.edit('libs/maths/src/square.ts', 'x * x', 'x ** 2');
    const text = await ask(id.slice(0, 6));
    expect(text).toMatch(/^x@\S+\n {2}will run: since its result of \S+ \S+ UTC, this has changed\n {4}file libs/);
    expect(text).toContain('libs/maths/src/square.ts: changed\n');
    expect(await workspace.verb('explain', 'digits', 'zzz')).toMatchObject({
      code: 1,
      output: expect.stringContaining('apps/digits/tune.yaml has no trial "zzz".') as unknown,
    });
  });

  test('after a run under other inputs, what changed is counted from that run', async () => {
    isSpoilt = true;
    workspace.edit('libs/maths/src/square.ts', 'x * x', 'x ** 2');
    expect(await workspace.executions('tune', 'digits')).toBe(6);
    workspace.edit('apps/digits/data/bias.txt', '0', '1');
    const [trial] = await explain();
    expect(trial?.changes.map(({ name }) => name)).toEqual(['apps/digits/data/bias.txt']);
  });

  test('without a cache nothing is claimed to have changed', async () => {
    isSpoilt = true;
    for (const name of ['cache', 'data']) workspace.remove(`../shared/${name}`);
    const trials = await explain();
    expect(trials).toHaveLength(6);
    for (const trial of trials) expect(trial).toMatchObject({ runs: true, reason: 'not cached', changes: [] });
  });
});
