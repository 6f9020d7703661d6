import * as fc from 'fast-check';

import { chiSquaredTail } from '../../src/statistics/chiSquared.js';
import { friedman } from '../../src/statistics/friedman.js';
import { ranksOf } from '../../src/statistics/ranks.js';
import { studentTails } from '../../src/statistics/studentT.js';
import { signedRank } from '../../src/statistics/wilcoxon.js';

test.each([
  [3.841458820694124, 1, 0.05],
  [5.991464547107979, 2, 0.05],
  [18.307038053275146, 10, 0.05],
  [6.6348966010212145, 1, 0.01],
])('chi-squared: %p is the point of %p degrees of freedom with a tail of %p', (value, degrees, tail) => {
  expect(chiSquaredTail(value, degrees)).toBeCloseTo(tail, 12);
});

test('chi-squared with two degrees of freedom is an exponential distribution', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 200, noNaN: true }), (value) => {
      const expected = Math.exp(-value / 2);
      expect(Math.abs(chiSquaredTail(value, 2) - expected)).toBeLessThan(1e-12 * expected + 1e-15);
    }),
  );
});

test.each([
  [12.706204736174705, 1],
  [2.2281388519862753, 10],
  [1.983971518523552, 100],
])("Student's t: beyond %p, in both directions, there are 5 %% with %p degrees of freedom", (value, degrees) => {
  expect(studentTails(value, degrees)).toBeCloseTo(0.05, 12);
  expect(studentTails(-value, degrees)).toBeCloseTo(0.05, 12);
});

test('equal values share the mean of their ranks', () => {
  expect(ranksOf([3, 1, 3, Infinity, 2, Infinity])).toEqual([3.5, 1, 3.5, 5.5, 2, 5.5]);
});

/** Three ways to round first base, 22 runners: Hollander and Wolfe, "Nonparametric Statistical Methods" (1973), table 7.1; the example of R's friedman.test. */
const roundingTimes = [
  [
    5.4, 5.85, 5.2, 5.55, 5.9, 5.45, 5.4, 5.45, 5.25, 5.85, 5.25, 5.65, 5.6, 5.05, 5.5, 5.45, 5.55, 5.45, 5.5, 5.65,
    5.7, 6.3,
  ],
  [
    5.5, 5.7, 5.6, 5.5, 5.85, 5.55, 5.4, 5.5, 5.15, 5.8, 5.2, 5.55, 5.35, 5.0, 5.5, 5.55, 5.55, 5.5, 5.45, 5.6, 5.65,
    6.3,
  ],
  [
    5.55, 5.75, 5.5, 5.4, 5.7, 5.6, 5.35, 5.35, 5.0, 5.7, 5.1, 5.45, 5.45, 4.95, 5.4, 5.5, 5.35, 5.55, 5.25, 5.4, 5.55,
    6.25,
  ],
];

test("Friedman's test, with ties, gives the figure of the textbook", () => {
  expect(friedman(roundingTimes).p).toBeCloseTo(0.003805, 6);
});

test('Friedman: no difference is no difference, and the same order everywhere is as clear as can be', () => {
  expect(
    friedman([
      [1, 2],
      [1, 2],
      [1, 2],
    ]),
  ).toMatchObject({ p: 1 });
  const { between, rankSums } = friedman([
    [1, 2, 3, 4, 5],
    [2, 3, 4, 5, 6],
    [3, 4, 5, 6, 7],
  ]);
  expect(rankSums).toEqual([5, 10, 15]);
  expect(between(0, 2)).toBe(0);
});

const table = fc
  .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 12 }))
  .chain(([n, k]) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: k, maxLength: k }), { minLength: n, maxLength: n }),
  );

test('Friedman depends on nothing but the order within blocks', () => {
  fc.assert(
    fc.property(
      table,
      fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 12, maxLength: 12 }),
      (values, shifts) => {
        const moved = values.map((own) =>
          own.map((value, block) => Math.fround(value) * 8 + Math.round(shifts[block] ?? 0)),
        );
        const [one, other] = [friedman(values), friedman(moved)];
        expect(other.rankSums).toEqual(one.rankSums);
        expect(other.p).toBe(one.p);
        expect(one.p).toBeGreaterThanOrEqual(0);
        expect(one.p).toBeLessThanOrEqual(1);
      },
    ),
  );
});

/** Hamilton depression scale before and after: Hollander and Wolfe (1973), table 3.1; the example of R's wilcox.test. */
const before = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
const after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];

test("Wilcoxon's signed rank gives the figure of the textbook", () => {
  expect(signedRank(before.map((value, index) => value - (after[index] ?? 0)))).toBeCloseTo(0.0390625, 12);
});

test('with few differences, it counts the signs', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 9 }), (differences) => {
      const present = differences.filter((one) => one !== 0);
      const ranks = ranksOf(present.map(Math.abs));
      const sum = (signs: number): number =>
        ranks.reduce((total, rank, index) => total + (((signs >> index) & 1) === 1 ? rank : 0), 0);
      const whole = sum(-1);
      const found = ranks.reduce((total, rank, index) => total + ((present[index] ?? 0) > 0 ? rank : 0), 0);
      const least = Math.min(found, whole - found);
      const choices = Array.from({ length: 2 ** present.length }, (_, signs) => sum(signs));
      const expected = Math.min(1, (2 * choices.filter((one) => one <= least).length) / choices.length);
      expect(signedRank(differences)).toBeCloseTo(expected, 12);
    }),
  );
});

/** The figures are those of scipy 1.17, exact and with its continuity correction. */
test('up to 50 differences have the exact distribution, and more an approximation', () => {
  const differences = (count: number): number[] =>
    Array.from({ length: count }, (_, index) => (index + 1) * (index % 3 === 0 ? -1 : 1));
  expect(signedRank(differences(50))).toBeCloseTo(0.03996834652842374, 12);
  expect(signedRank(differences(51))).toBeCloseTo(0.026000896360930642, 12);
  expect(signedRank([Infinity, Infinity, Infinity, Infinity, Infinity, Infinity])).toBeCloseTo(2 / 64, 12);
});
