import { createStream, type JsonObject } from '@nx-tune/search';

import { type Asked, bestOf, mean, runSweeps } from './sweeps.js';

type Box = readonly (readonly [number, number])[];

/** A box of so much of the unit cube at a random place: a cube, or with sides that share the volume at random. */
function boxOf(next: () => number, dimensions: number, volume: number, shape: 'cube' | 'elongated'): Box {
  const cuts = Array.from({ length: dimensions }, () => (shape === 'cube' ? 1 : -Math.log(1 - next())));
  const total = cuts.reduce((sum, cut) => sum + cut, 0);
  return cuts.map((cut) => {
    const side = volume ** (cut / total);
    const low = next() * (1 - side);
    return [low, low + side];
  });
}

const isIn = (box: Box, params: JsonObject): boolean =>
  Object.values(params).every((x, axis) => Number(x) >= (box[axis]?.[0] ?? 1) && Number(x) < (box[axis]?.[1] ?? 0));

/** Returns the share of searches with a trial in the box: over designs, and over new boxes for each. */
function findRate(designs: readonly (readonly JsonObject[])[], boxesEach: number, shape: 'cube' | 'elongated'): number {
  const next = createStream('boxes', shape);
  const dimensions = Object.keys(designs[0]?.[0] ?? {}).length;
  const found = designs.flatMap((design) =>
    Array.from({ length: boxesEach }, () => {
      const box = boxOf(next, dimensions, 0.01, shape);
      return design.some((params) => isIn(box, params));
    }),
  );
  return found.filter(Boolean).length / found.length;
}

const designsOf = (asked: Asked): JsonObject[][] =>
  runSweeps(asked).map((trials) => trials.map(({ params }) => params));

// J. Bergstra and Y. Bengio, "Random Search for Hyper-Parameter Optimization", JMLR 13, 2012.

test('Bergstra and Bengio, figure 1: nine trials try three values of each parameter in a grid, nine at random', () => {
  const distinct = (method: 'grid' | 'random', name: string): number =>
    new Set(designsOf({ method, name, runCap: 9, sweeps: 1 })[0]?.map(({ x1 }) => x1)).size;
  expect(distinct('grid', 'planeGrid')).toBe(3);
  expect(distinct('random', 'plane')).toBe(9);
});

test('coverage: one of T random trials is in the best v of the space with probability 1 - (1 - v)^T', () => {
  // The rows of 1 % are the curve of random search in figure 8 of Bergstra and Bengio.
  const sweeps = designsOf({ method: 'random', name: 'line', runCap: 128, sweeps: 300 });
  for (const [v, T, expected] of [
    [0.05, 8, 0.3366],
    [0.05, 16, 0.5599],
    [0.05, 32, 0.8063],
    [0.05, 59, 0.9515],
    [0.05, 64, 0.9625],
    [0.01, 100, 0.634],
    [0.01, 128, 0.7237],
  ] as const) {
    const hits = sweeps.filter((trials) => trials.slice(0, T).some(({ x1 }) => Number(x1) < v)).length;
    expect(Math.abs(hits / sweeps.length - expected)).toBeLessThan(
      4 * Math.sqrt((expected * (1 - expected)) / sweeps.length),
    );
  }
});

test('Bergstra and Bengio, figure 8: a box of 1 % is found by a grid < at random <= by Sobol; Latin hypercubes are not better', () => {
  // 125 trials in three dimensions find 71.5 % at random. 2,000 boxes: the standard error is 0.01.
  const designs = (method: 'random' | 'sobol' | 'halton' | 'lhs'): JsonObject[][] =>
    designsOf({ method, name: 'cube', runCap: 125, sweeps: 40 });
  const expected = 1 - 0.99 ** 125;
  const random = designs('random');
  expect(Math.abs(findRate(random, 50, 'elongated') - expected)).toBeLessThan(0.04);
  expect(Math.abs(findRate(random, 50, 'cube') - expected)).toBeLessThan(0.04);
  expect(Math.abs(findRate(designs('lhs'), 50, 'cube') - expected)).toBeLessThan(0.04);
  const grid = designsOf({ method: 'grid', name: 'cubeGrid', runCap: 125, sweeps: 1 });
  expect(findRate(grid, 2000, 'elongated')).toBeLessThan(expected - 0.05);
  for (const method of ['sobol', 'halton'] as const)
    expect(findRate(designs(method), 50, 'elongated')).toBeGreaterThan(expected);
});

// Four hundred simulated sweeps of random search; scikit-optimize, XBBO and hyperopt publish compatible ones for Branin.
test.each([
  ['branin', { 20: 3.03, 50: 1.52, 100: 0.935, 200: 0.652 }],
  ['hartmann6', { 20: -1.379, 50: -1.738, 100: -2.03, 200: -2.281 }],
])('random search on %s: means of the best loss are within 3 standard errors of the known ones', (name, means) => {
  const sweeps = runSweeps({ method: 'random', name, runCap: 200, sweeps: 60 });
  for (const [budget, expected] of Object.entries(means)) {
    const best = bestOf(sweeps, Number(budget));
    const variance = (mean(best.map((value) => (value - mean(best)) ** 2)) * best.length) / (best.length - 1);
    const error = Math.sqrt(variance * (1 / best.length + 1 / 400));
    expect(Math.abs(mean(best) - expected)).toBeLessThan(3 * error);
  }
});
