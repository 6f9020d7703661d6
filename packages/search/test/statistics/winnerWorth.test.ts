import * as fc from 'fast-check';

import { createStream, type Evaluations, meanOf, studentQuantile, winnerWorth, type Worth } from '../../src/index.js';
import { probit } from '../../src/math/probit.js';
import { posteriorMean, priorOf } from '../../src/statistics/priorOf.js';

const worthOf = (...args: Parameters<typeof winnerWorth>): Worth => {
  const worth = winnerWorth(...args);
  if (worth === undefined) throw new Error('no worth');
  return worth;
};

const all = ({ first, fresh }: Evaluations): readonly number[] => [...first, ...fresh];

const best = (configurations: readonly Evaluations[]): number => {
  const means = configurations.map((one) => meanOf(all(one)));
  const most = Math.max(...configurations.map((one) => all(one).length));
  const checked = means.filter((_, index) => all(configurations[index] as Evaluations).length === most);
  return means.indexOf(Math.min(...checked));
};

/** A search: a loss of each configuration, and more of the best few. Worths are normal, with a deviation of `spread`. */
function searchOf(seed: number, spread: number, size = 60): { configurations: Evaluations[]; worths: number[] } {
  const next = createStream('search', seed);
  const normal = (): number => probit(0.0005 + 0.999 * next());
  const worths = Array.from({ length: size }, () => spread * normal());
  const first = worths.map((worth) => worth + normal());
  const order = first.map((_, index) => index).toSorted((a, b) => (first[a] ?? 0) - (first[b] ?? 0));
  const configurations = worths.map((worth, index) => ({
    first: [first[index] ?? 0],
    fresh: order.indexOf(index) < 3 ? [worth + normal(), worth + normal()] : [],
  }));
  return { configurations, worths };
}

test('nothing is known of a configuration with a single loss', () => {
  expect(winnerWorth([{ first: [1], fresh: [] }], 0)).toBeUndefined();
  expect(winnerWorth([{ first: [], fresh: [1, 2] }], 0)).toBeUndefined();
  expect(
    winnerWorth(
      [
        { first: [1], fresh: [] },
        { first: [2], fresh: [] },
      ],
      0,
    ),
  ).toBeUndefined();
  expect(winnerWorth([], 0)).toBeUndefined();
});

test('one that was not checked itself has the noise of those that were, and is surer of less', () => {
  const { configurations } = searchOf(3, 1);
  const winner = best(configurations);
  const other = configurations.findIndex(({ fresh }) => fresh.length === 0);
  const [checked, seen] = [worthOf(configurations, winner), worthOf(configurations, other)];
  expect(seen.noise).toEqual(checked.noise);
  expect(seen.high - seen.low).toBeGreaterThan(checked.high - checked.low);
});

test('alone, a configuration has the interval of the textbook', () => {
  const { estimate, low, high } = worthOf([{ first: [4, 6, 5, 9], fresh: [] }], 0, { replicates: 2 });
  const error = Math.sqrt((14 / 3) * (1 / 4 + 1 / 2));
  expect(estimate).toBeCloseTo(6, 6);
  expect(low).toBeCloseTo(6 - error * studentQuantile(0.93, 3), 6);
  expect(high).toBeCloseTo(6 + error * studentQuantile(0.97, 3), 6);
});

test('without noise the mean is what it seems', () => {
  const configurations = [2, 1, 3].map((loss) => ({ first: [loss, loss], fresh: [] }));
  expect(worthOf(configurations, 1)).toMatchObject({ estimate: 1, low: 1, high: 1 });
});

test('far from all others, a mean is not corrected; among many of equal worth it is, and increasingly with their number', () => {
  const next = createStream('equals');
  const losses = Array.from({ length: 200 }, () => [0, 1, 2].map(() => probit(0.0005 + 0.999 * next())));
  const rows = losses.map((first) => ({ first, fresh: [] }));
  const correction = (configurations: readonly Evaluations[]): number => {
    const winner = best(configurations);
    return worthOf(configurations, winner).estimate - meanOf((configurations[winner] as Evaluations).first);
  };
  const far = [
    ...rows.map(({ first }) => ({ first: first.map((one) => one + 100), fresh: [] })),
    rows[0] as Evaluations,
  ];
  expect(Math.abs(correction(far))).toBeLessThan(0.2);
  expect(correction(rows.slice(0, 5))).toBeGreaterThan(0);
  expect(correction(rows)).toBeGreaterThan(correction(rows.slice(0, 5)));
  expect(correction(rows)).toBeGreaterThan(0.5);
});

/** 300 searches: the standard error of the mean optimism is 0.05, of the coverage 2 percentage points. */
test.each([0.3, 1, 3])('with worths that differ by %d deviations of the noise, it is right on average', (spread) => {
  const runs = Array.from({ length: 300 }, (_, seed) => {
    const { configurations, worths } = searchOf(seed, spread);
    const winner = best(configurations);
    const truth = worths[winner] ?? NaN;
    const { estimate, low, high } = worthOf(configurations, winner, { replicates: Infinity });
    const seen = Math.min(...configurations.map(({ first }) => first[0] ?? NaN));
    const at = configurations.findIndex(({ first }) => first[0] === seen);
    return { left: truth - estimate, seen: (worths[at] ?? NaN) - seen, isCovered: truth >= low && truth <= high };
  });
  const left = meanOf(runs.map((run) => run.left));
  expect(Math.abs(left)).toBeLessThan(0.25 * meanOf(runs.map(({ seen }) => seen)));
  const covered = meanOf(runs.map(({ isCovered }) => Number(isCovered)));
  expect(covered).toBeGreaterThan(0.85);
});

test('it follows the scale of the metric, its interval grows with noise and shrinks with replicates, and no order matters', () => {
  const law = (seed: number, scale: number, shift: number): void => {
    const { configurations } = searchOf(seed, 1, 20);
    const winner = best(configurations);
    const worth = worthOf(configurations, winner);
    const moved = configurations.map(({ first, fresh }) => ({
      first: first.map((one) => one * scale + shift),
      fresh: fresh.map((one) => one * scale + shift),
    }));
    const other = worthOf(moved, winner);
    expect(other.estimate).toBeCloseTo(worth.estimate * scale + shift, 6);
    expect(other.high - other.low).toBeCloseTo((worth.high - worth.low) * scale, 6);
    const mean = worthOf(configurations, winner, { replicates: 4 });
    expect(mean.high - mean.low).toBeLessThan(worth.high - worth.low);
    const turned = worthOf(configurations.toReversed(), configurations.length - 1 - winner);
    expect(turned.estimate).toBeCloseTo(worth.estimate, 9);
    expect(turned.high).toBeCloseTo(worth.high, 9);
  };
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1000 }),
      fc.double({ min: 0.1, max: 10, noNaN: true }),
      fc.double({ min: -100, max: 100, noNaN: true }),
      law,
    ),
    { numRuns: 30 },
  );
});

test('luck that a replicate brings to all that were checked is not taken for their own', () => {
  const { configurations } = searchOf(7, 1);
  const winner = best(configurations);
  const lucky = configurations.map(({ first, fresh }) => ({ first, fresh: fresh.map((one) => one + 30) }));
  const [worth, other] = [worthOf(configurations, winner), worthOf(lucky, winner)];
  expect(other.atFirst).toBeCloseTo(worth.atFirst, 6);
  expect(other.estimate).toBeCloseTo(worth.estimate + 20, 6);
  expect(other.noise.own).toBeCloseTo(worth.noise.own, 6);
});

test('a prior is a distribution, and worths given losses keep their order', () => {
  const prior = priorOf([0, 0.5, 1, 1.2, 3, 500], 1);
  expect(prior.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
  const means = [-2, -1, 0, 0.5, 1, 3].map((loss) => posteriorMean(prior, loss, 1));
  expect(means).toEqual(means.toSorted((a, b) => a - b));
  expect(means[0]).toBeGreaterThan(-2);
  expect(posteriorMean(prior, 1e9, 1)).toBe(1e9);
});
