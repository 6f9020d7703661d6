import * as fc from 'fast-check';

import { sampleRandom } from '../../../src/samplers/spaceFilling/random.js';
import { sampleSobol, SOBOL_MAX_DIMENSIONS, sobolInteger } from '../../../src/samplers/spaceFilling/sobol.js';
import { integrationError } from './integrationError.js';
import { describeUnitSamplerContract, firstTen } from './samplerContract.js';

describeUnitSamplerContract('sobol', sampleSobol, { dependsOnPlace: true });

test('its first ten points', () =>
  expect(firstTen(sampleSobol)).toMatchInlineSnapshot(`
    [
      "0.462097 0.209465 0.202855",
      "0.652457 0.803056 0.833919",
      "0.789397 0.294329 0.268977",
      "0.141762 0.608690 0.502748",
      "0.112504 0.468630 0.923115",
      "0.908935 0.657826 0.078842",
      "0.584073 0.084052 0.694991",
      "0.294575 0.966596 0.495534",
      "0.336193 0.359149 0.651588",
      "0.532930 0.543764 0.391883",
    ]
  `));

test('unscrambled, it is the sequence that Joe and Kuo publish', () => {
  // The first ten points in three dimensions that their program prints.
  const published = [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
    [0.75, 0.25, 0.25],
    [0.25, 0.75, 0.75],
    [0.375, 0.375, 0.625],
    [0.875, 0.875, 0.125],
    [0.625, 0.125, 0.875],
    [0.125, 0.625, 0.375],
    [0.1875, 0.3125, 0.9375],
    [0.6875, 0.8125, 0.4375],
  ];
  expect(published.map((_, index) => [0, 1, 2].map((dimension) => sobolInteger(index, dimension) / 2 ** 32))).toEqual(
    published,
  );
});

test('every aligned run of 2^k points is stratified in each dimension', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.integer({ min: 0, max: SOBOL_MAX_DIMENSIONS - 1 }),
      fc.integer({ min: 0, max: 6 }),
      fc.nat(20),
      (seed, dimension, k, run) => {
        const size = 2 ** k;
        const labels = Array.from({ length: dimension + 1 }, (_, label) => String(label));
        const cells = Array.from({ length: size }, (_, offset) =>
          Math.floor((sampleSobol({ labels, seed, index: run * size + offset, count: 0 }).at(-1) ?? 0) * size),
        );
        expect(cells.toSorted((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, cell) => cell));
      },
    ),
    { numRuns: 50 },
  );
});

test('the first two dimensions are a (0, 6, 2)-net: each box of area 1/64 holds one of 64 points', () => {
  const points = Array.from({ length: 64 }, (_, index) =>
    sampleSobol({ labels: ['a', 'b'], seed: 'net', index, count: 0 }),
  );
  for (let columns = 1; columns <= 64; columns *= 2) {
    const boxes = points.map(([x = 0, y = 0]) => `${Math.floor(x * columns)} ${Math.floor(y * (64 / columns))}`);
    expect(new Set(boxes).size).toBe(64);
  }
});

test('each point alone is uniform over seeds', () => {
  // Chi-squared with 15 degrees of freedom over 4,000 seeds of the first point, which unscrambled is always 0: 37.7 is its 0.999 quantile.
  const bins = Array<number>(16).fill(0);
  for (let seed = 0; seed < 4000; seed++)
    bins[Math.floor((sampleSobol({ labels: ['a'], seed: String(seed), index: 0, count: 0 })[0] ?? 0) * 16)]! += 1;
  expect(bins.reduce((sum, seen) => sum + (seen - 250) ** 2 / 250, 0)).toBeLessThan(37.7);
});

test('it integrates better than random points', () => {
  expect(integrationError(sampleSobol)).toBeLessThan(integrationError(sampleRandom) / 10);
});
