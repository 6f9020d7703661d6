import { gridFile } from './support/fixture.js';
import { createWorkspace, type Workspace } from './support/workspace.js';

describe('what a committed lock knows, without a cache', () => {
  let origin: Workspace;
  let clone: Workspace;
  beforeAll(async () => {
    origin = await createWorkspace();
    expect((await origin.nx('tune', 'digits')).code).toBe(0);
    clone = await origin.cloned('own');
  });
  afterAll(async () => {
    await clone.dispose();
    await origin.dispose();
  });
  const verb = (...args: string[]): Promise<{ code: number | null; output: string }> => clone.verb(...args);

  test('best prints params to be copied, or JSON', async () => {
    expect(await verb('best', 'digits')).toEqual({ code: 0, output: 'x: 1\ny: 0.1\nz: 5\n' });
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
      output: expect.stringContaining('3 trials of the sweep are not in the lock.') as unknown,
    });
  });

  test('report writes the page', async () => {
    expect(await verb('report', 'digits')).toEqual({ code: 0, output: 'apps/digits/.tune/tune/report.html\n' });
    expect(clone.read('apps/digits/.tune/tune/report.html')).toContain('<!doctype html>');
  });

  test('what is missing is said in a line', async () => {
    expect(await verb('best', 'numbers')).toEqual({
      code: 1,
      output: 'There is no project "numbers" with a sweep. There is digits.\n',
    });
    expect(await verb('best', 'digits', '--sweep=wide')).toEqual({
      code: 1,
      output: 'Project "digits" has no sweep "wide". There is random, tune.\n',
    });
    expect(await verb('best', 'digits', '--sweep=random')).toEqual({
      code: 1,
      output: 'apps/digits/random.tune.lock.json does not exist. Run the sweep to write it.\n',
    });
  });
});
