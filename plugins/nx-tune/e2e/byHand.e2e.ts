import { createWorkspace, type Workspace } from './support/workspace.js';

let workspace: Workspace;
let takeBack: () => void;
beforeAll(async () => {
  workspace = await createWorkspace();
  expect((await workspace.nx('tune', 'digits')).code).toBe(0);
  expect((await workspace.nx('tune-random', 'digits')).code).toBe(0);
  takeBack = workspace.remember();
});
afterEach(() => takeBack());
afterAll(() => workspace.dispose());

const json = async (...args: readonly string[]): Promise<Record<string, unknown>> => {
  const { code, output } = await workspace.verb(...args, '--json');
  if (code !== 0) throw new Error(output);
  return JSON.parse(output) as Record<string, unknown>;
};

const randomFile = 'apps/digits/random.tune.yaml';

test('a point is computed once, shown beside the best, and then restored', async () => {
  const before = workspace.counted();
  const { code, output } = await workspace.verb('try', 'digits', '--sweep', 'random', 'x=0.25');
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(output).toMatch(/^Trying x 0\.25, y [\d.]+\ny [\d.]+: as in the best so far\n/);
  expect(output).toMatch(/loss [\d.]+, \d(st|nd|rd|th) of 6, .*\(computed now\)/);
  expect(output).toContain(`Not kept: no run asks for it until it is under "points" of ${randomFile}`);
  expect(workspace.counted()).toBe(before + 1);
  const again = await json('try', 'digits', '--sweep', 'random', 'x=0.25');
  expect(again).toMatchObject({ restored: true, of: 6, kept: 'not', params: { x: 0.25 } });
  expect(workspace.counted()).toBe(before + 1);
  // Elsewhere there is nothing but Nx's cache.
  workspace.remove('apps/digits/.tune');
  expect(
    await json('try', 'digits', '--sweep', 'random', 'x=0.25', `y=${(again['params'] as { y: number }).y}`),
  ).toMatchObject({
    restored: true,
  });
  expect(workspace.counted()).toBe(before + 1);
});

test('the sweep does not depend on what is tried beside it, and asks for what is kept', async () => {
  await json('try', 'digits', '--sweep', 'random', 'x=0.5', 'y=0.01');
  expect(await workspace.executions('tune-random', 'digits')).toBe(0);
  expect(workspace.read('apps/digits/.tune/random/trials.json')).not.toContain('"x":0.5,"y":0.01');
  workspace.write(randomFile, `# Mine\n${workspace.read(randomFile)}`);
  expect(await json('try', 'digits', '--sweep', 'random', 'x=0.5', 'y=0.01', '--keep')).toMatchObject({ kept: 'kept' });
  expect(workspace.read(randomFile)).toMatch(/^# Mine\n[^]*seed: 7\npoints:\n {2}- \{ x: 0\.5, y: 0\.01 \}\n$/);
  expect(await workspace.executions('tune-random', 'digits')).toBe(0);
  const { trials } = (await json('trials', 'digits', '--sweep', 'random')) as { trials: { params: unknown }[] };
  expect(trials).toHaveLength(5);
  expect(trials.map(({ params }) => params)).toContainEqual({ x: 0.5, y: 0.01 });
});

test('a point of a method that learns is not computed again when it is kept', async () => {
  const file = 'apps/digits/learnt.tune.yaml';
  workspace.write(file, workspace.read(randomFile).replace('method: random', 'method: gp'));
  expect(await json('try', 'digits', '--sweep', 'learnt', 'x=0.75', 'y=0.02')).toMatchObject({
    kept: 'not',
    rank: 1,
    of: 1,
    learns: false,
  });
  expect(await json('try', 'digits', '--sweep', 'learnt', 'x=0.75', '--keep')).toMatchObject({
    kept: 'kept',
    learns: true,
  });
  const before = workspace.counted();
  expect((await workspace.nx('tune-learnt', 'digits')).code).toBe(0);
  expect(workspace.counted()).toBe(before + 4);
  workspace.remove(file);
});

test('a trial that crashes shows what Nx printed, and it is tried again the next time', async () => {
  const objective = 'apps/digits/src/offset.ts';
  workspace.write(objective, `${workspace.read(objective)}throw new Error('out of luck');\n`);
  const { code, output } = await workspace.verb('try', 'digits', '--sweep', 'random', 'x=0.125', 'y=0.5');
  expect(code).toBe(1);
  expect(output).toContain('The trial has no result to compare. Nx printed:');
  expect(output).toContain('out of luck');
  takeBack();
  expect(await json('try', 'digits', '--sweep', 'random', 'x=0.125', 'y=0.5')).toMatchObject({ restored: false });
});

test('a trial of the sweep is just that', async () => {
  expect(await json('try', 'digits', 'x=2', 'y=0.1', '--sweep=tune')).toMatchObject({ restored: true, of: 6, rank: 4 });
  expect(
    workspace.exists('apps/digits/.tune/tried.json') && workspace.read('apps/digits/.tune/tried.json'),
  ).not.toMatch(/"tune"/);
});

test('a point outside of a grid is a trial, too, and is kept as a baseline', async () => {
  const file = 'apps/digits/tune.yaml';
  const before = workspace.counted();
  expect(await json('try', 'digits', '--sweep=tune', 'x=1.5', '--keep')).toMatchObject({
    kept: 'kept',
    keptUnder: 'baselines',
    baseline: 'by hand 1',
    restored: false,
  });
  expect(workspace.read(file)).toMatch(/baselines:\n {2}by hand 1: \{ params: \{ x: 1\.5, .*\} \}\n$/);
  expect(workspace.counted()).toBe(before + 1);
  expect(await workspace.executions('tune', 'digits')).toBe(0);
});

test.each([
  [['stepsize=1'], 'There is no parameter "stepsize". Name one of x, y, z.'],
  [['x=wide'], 'x takes a number, but it is given as "wide".'],
  [['x'], 'x needs a value: write x=VALUE.'],
  [['x=1', 'x=2'], 'x is given twice. Name each parameter once.'],
  [[], 'Which point? Name a value: x=VALUE.'],
] as const)('%p is a mistake', async (words, message) => {
  expect(await workspace.verb('try', 'digits', '--sweep=tune', ...words)).toEqual({ code: 1, output: `${message}\n` });
});
