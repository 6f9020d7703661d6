import { gridFile } from './support/fixture.js';
import { run } from './support/run.js';
import { createWorkspace, type Workspace } from './support/workspace.js';

let origin: Workspace;
let clone: Workspace;
let takeBack: readonly (() => void)[];
beforeAll(async () => {
  origin = await createWorkspace();
  expect((await origin.nx('tune', 'digits')).code).toBe(0);
  clone = await origin.cloned('own');
  takeBack = [origin.remember(), clone.remember()];
});
/** Each test starts from the files as they were. */
beforeEach(() => takeBack.forEach((back) => back()));
afterAll(async () => {
  await clone.dispose();
  await origin.dispose();
});

describe('what a committed lock knows, without a cache', () => {
  const verb = (...args: string[]): Promise<{ code: number | null; output: string }> => clone.verb(...args);

  test('best prints params to be copied, or JSON', async () => {
    expect(await clone.real('nx-tune', 'best', 'digits')).toEqual({ code: 0, output: 'x: 1\ny: 0.1\nz: 5\n' });
    const { output } = await verb('best', 'digits', '--json');
    expect(JSON.parse(output)).toMatchObject({ params: { x: 1, y: 0.1, z: 5 }, metrics: { loss: 1.1 } });
  });

  test('trials ranks them, and says what the lock does not know', async () => {
    const { output } = await verb('trials', 'digits', '--json', '--top=2');
    const { trials } = JSON.parse(output) as { trials: { rank: number; params: unknown }[] };
    expect(trials.map(({ rank, params }) => [rank, params])).toEqual([
      [1, { x: 1, y: 0.1, z: 5 }],
      [2, { x: 1, y: 0.2, z: 5 }],
    ]);
    const csv = await verb('trials', 'digits', '--format=csv', '--filter', 'x = 2 and loss > 0', '--sort=-y');
    const rows = csv.output
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','));
    const [titles = []] = rows;
    expect(rows.slice(1).map((row) => row[titles.indexOf('x')])).toEqual(['2', '2', '2']);
    const ys = rows.slice(1).map((row) => Number(row[titles.indexOf('y')]));
    expect(ys).toEqual(ys.toSorted((one, other) => other - one));
    expect(await verb('trials', 'digits', '--sort=los')).toMatchObject({
      code: 1,
      output: expect.stringContaining('Did you mean "loss"?') as unknown,
    });
    clone.write('apps/digits/tune.yaml', gridFile.replace('[1, 2]', '[1, 2, 3]'));
    expect(await verb('trials', 'digits')).toMatchObject({
      code: 0,
      output: expect.stringContaining('3 trials of the sweep without a known result.') as unknown,
    });
  });

  test('the best so far of several sweeps is a figure, where their locks know them', async () => {
    clone.write('apps/digits/twin.tune.yaml', gridFile);
    clone.write('apps/digits/twin.tune.lock.json', clone.read('apps/digits/tune.lock.json'));
    const file = clone.path('best.svg');
    expect(await verb('compare', 'digits', '--figure', file, '--with', 'twin')).toEqual({
      code: 0,
      output: `${file}\n`,
    });
    expect(clone.read('best.svg')).toMatch(/>tune<\/text>[^]*>twin<\/text>/);
    expect(await verb('compare', 'digits', '--figure', file, '--by=seconds', '--with', 'twin')).toMatchObject({
      code: 1,
      output: expect.stringContaining('How long trials took is not in a lock') as unknown,
    });
    expect(await verb('compare', 'digits', '--figure', file)).toMatchObject({ code: 1 });
    for (const name of ['twin.tune.yaml', 'twin.tune.lock.json']) clone.remove(`apps/digits/${name}`);
  });

  test('report writes the page', async () => {
    expect(await verb('report', 'digits')).toEqual({ code: 0, output: 'apps/digits/.tune/tune/report.html\n' });
    expect(clone.read('apps/digits/.tune/tune/report.html')).toContain('<!doctype html>');
  });

  test('whatever is missing is named in a line', async () => {
    expect(await clone.real('nx-tune', 'best', 'numbers')).toEqual({
      code: 1,
      output: 'There is no project "numbers" with a sweep. Name one of digits.\n',
    });
    expect(await verb('best', 'digits', '--sweep=wide')).toEqual({
      code: 1,
      output: 'Project "digits" has no sweep "wide". Name one of random, tune.\n',
    });
    expect(await verb('best', 'digits', '--sweep=random')).toEqual({
      code: 1,
      output:
        'No trial has a known result: apps/digits/random.tune.lock.json does not exist, and apps/digits/.tune has no results. Run nx tune-random digits.\n',
    });
  });
});

describe('what a run left on this disk', () => {
  /** Another test may have removed it. */
  beforeEach(async () => void (await origin.nx('tune', 'digits')));

  const json = async (...args: string[]): Promise<Record<string, unknown>> => {
    const { code, output } = await origin.verb(...args, '--json');
    if (code !== 0) throw new Error(output);
    return JSON.parse(output) as Record<string, unknown>;
  };

  test('status counts the trials of all sweeps, and those in the cache of this machine', async () => {
    const { sweeps } = (await json('status', '--cached')) as { sweeps: Record<string, unknown>[] };
    expect(
      sweeps.map(({ sweep, asked, known, cached, toRun, lock }) => [sweep, asked, known, cached, toRun, lock]),
    ).toEqual([
      ['random', 5, 0, 0, 5, { kind: 'missing' }],
      ['tune', 6, 6, 6, 0, { kind: 'fresh' }],
    ]);
  });

  test('show describes one trial, and compare two side by side', async () => {
    expect(await json('show', 'digits', 'best')).toMatchObject({
      rank: 1,
      of: 6,
      params: { x: 1, y: 0.1, z: 5 },
      source: 'disk',
      lock: 'same',
      run: { versions: { 'nx-tune': expect.any(String) as unknown } },
    });
    const { rows } = (await json('compare', 'digits', '1', '2')) as { rows: { name: string; differs: boolean }[] };
    expect(rows.filter(({ differs }) => differs).map(({ name }) => name)).toEqual(['loss', 'y']);
    expect(await origin.verb('show', 'digts', 'best')).toEqual({
      code: 1,
      output: 'There is no project "digts" with a sweep. Did you mean "digits"?\n',
    });
  });

  test('doctor sees what is installed, committed and called', async () => {
    origin.write('apps/digits/src/offset.ts', 'export const offset: number = Date.now() * 0;\n');
    const { findings } = (await json('doctor')) as { findings: { severity: string; what: string }[] };
    expect(findings.map(({ what }) => what)).toEqual([
      'apps/digits/src/offset.ts:1 calls Date.now()',
      'Nx does not analyse imports in sources',
      'No remote cache is configured',
    ]);
    origin.edit('apps/digits/tune.yaml', 'method: grid', 'method: grit');
    const { code, output } = await origin.verb('doctor');
    expect(code).toBe(1);
    expect(output).toMatch(/^error: apps\/digits\/tune.yaml:2 method/);
  });

  test('bash completes sweeps and trials', async () => {
    const script = [
      'PATH="$PWD/node_modules/.bin:$PATH"',
      'eval "$(nx-tune completion bash)"',
      'ask() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _nx_tune; echo "${COMPREPLY[*]}"; }',
      "ask npx nx-tune best digits --sweep ''; ask nx-tune compare digits b",
    ].join('\n');
    const env = {
      ...process.env,
      NX_DAEMON: 'false',
      NX_WORKSPACE_DATA_DIRECTORY: origin.path('../shared/data'),
      INIT_CWD: origin.root,
    };
    const { code, output } = await run('bash', ['-c', script], { cwd: origin.root, env });
    expect({ code, output }).toEqual({ code: 0, output: 'random tune\nbest\n' });
  });

  test('prune lists what no sweep asks for any more, and removes it on request', async () => {
    origin.edit('apps/digits/tune.yaml', '[1, 2]', '[1]');
    const { leftovers } = (await json('prune', 'digits')) as { leftovers: { path: string; kind: string }[] };
    expect(leftovers.map(({ kind }) => kind)).toEqual(['trial', 'trial', 'trial']);
    expect(leftovers.every(({ path }) => origin.exists(path))).toBe(true);
    expect((await origin.verb('prune', '--yes')).code).toBe(0);
    expect(leftovers.some(({ path }) => origin.exists(path))).toBe(false);
    expect((await json('status')).sweeps).toContainEqual(
      expect.objectContaining({ sweep: 'tune', known: 3, toRun: 0 }),
    );
  });
});
