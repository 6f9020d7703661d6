import { renderLeaderboard, renderLeaderboardMarkdown, type SweepReport } from '../../src/index.js';
import { advisesOnSeeds, unmovedNotices } from '../../src/data/unmovedNotices.js';
import { example } from '../support/example.js';

type Params = Readonly<Record<string, number | string>>;

const reportOf = (all: readonly (readonly [params: Params, loss: number | 'NaN'])[]): SweepReport => ({
  ...example,
  parameters: [...new Set(all.flatMap(([params]) => Object.keys(params)))],
  trials: all.map(([params, loss], number) => ({
    number,
    result: {
      schemaVersion: 1,
      id: `id${number}`,
      params,
      seed: '0',
      outcome: { kind: loss === 'NaN' ? 'diverged' : 'completed' },
      metrics: { loss },
    },
  })),
});
const grid = (loss: (x: number, seed: number) => number | 'NaN', second = 'seed'): SweepReport =>
  reportOf([1, 2, 3].flatMap((x) => [1, 2, 3].map((seed) => [{ x, [second]: seed }, loss(x, seed)] as const)));

test('params that move the metric at least once are not mentioned', () => {
  expect(unmovedNotices(example)).toEqual([]);
  expect(unmovedNotices(grid((x, seed) => x + seed / 10))).toEqual([]);
  expect(unmovedNotices(grid((x, seed) => (x === 3 && seed === 3 ? 0 : x)))).toEqual([]);
});

test('a notice says once that all trials are equal', () => {
  expect(unmovedNotices(grid(() => 0.5, 'y'))).toEqual([
    'all 9 completed trials have the same loss, 0.5: does the objective use its params?',
  ]);
  expect(unmovedNotices(grid((x, y) => (x === y ? 'NaN' : 0.5), 'y'))).toEqual([
    'all 6 completed trials have the same loss, 0.5: does the objective use its params?',
  ]);
});

test('a parameter that moves nothing is named', () =>
  expect(unmovedNotices(grid((x) => x, 'mode'))).toEqual([
    'mode never changes loss: all 9 pairs of trials that differ in it alone are equal. If that is not what you expect, see whether the objective uses it.',
  ]));

test.each(['seed', 'random_seed', 'random_state', 'randomState', 'model.seed'])(
  'a parameter named %s is distinguished from the seed of the sweep',
  (name) =>
    expect(unmovedNotices(grid((x) => x, name))).toEqual([
      `${name} never changes loss: all 9 pairs of trials that differ in it alone are equal. A parameter does not seed trial.rng() or TUNE_SEED: these follow the "seed" of the sweep. To repeat trials with other random numbers, seed a generator with the parameter, or run the sweep with another "seed".`,
    ]),
);

test('the meaning of a seed is explained once', () => {
  const all = reportOf(
    [1, 2].flatMap((x) => [1, 2].flatMap((y) => [1, 2].map((z) => [{ x, seed: y, random_state: z }, x] as const))),
  );
  expect(advisesOnSeeds(all)).toBe(true);
  expect(unmovedNotices(all).map((notice) => notice.includes('does not seed trial.rng()'))).toEqual([true, false]);
  expect(advisesOnSeeds(grid((x) => x, 'mode'))).toBe(false);
});

test('three replicates by a parameter named seed alone are noticed; two equal trials may be an accident', () => {
  const replicates = reportOf([1, 2, 3].map((seed) => [{ seed }, 0.5] as const));
  expect(unmovedNotices(replicates)).toEqual([expect.stringContaining('A parameter does not seed trial.rng()')]);
  expect(unmovedNotices(reportOf([1, 2].map((seed) => [{ seed }, 0.5] as const)))).toEqual([]);
});

test('a parameter that some trials do not have is compared with its absence', () =>
  expect(
    unmovedNotices(
      reportOf([
        [{ x: 1 }, 1],
        [{ x: 1, y: 2 }, 1],
        [{ x: 2 }, 2],
        [{ x: 2, y: 2 }, 2],
      ]),
    ),
  ).toEqual([expect.stringMatching(/^y never changes loss: all 2 pairs/)]));

test('the leaderboard notes it, in the terminal and in Markdown', () => {
  const report = grid(() => 0.5, 'mode');
  const note = 'Note: all 9 completed trials have the same loss, 0.5: does the objective use its params?';
  expect(renderLeaderboard(report, { width: 120, color: false })).toContain(`\n${note}\n`);
  expect(renderLeaderboardMarkdown(report)).toContain(`\n${note}\n`);
});
