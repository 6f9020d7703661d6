import * as fc from 'fast-check';

import { createStream } from '../../src/index.js';
import { extremeEigenvalues } from '../../src/theory/extremeEigenvalues.js';
import { hessianProducts } from '../../src/theory/hessianProducts.js';
import { tridiagonalEigenvalues } from '../../src/theory/tridiagonal.js';

/** Turns a diagonal matrix by a few reflections, so that its axes are not those of the coordinates. */
function rotated(eigenvalues: readonly number[], seed: string): (v: ArrayLike<number>) => number[] {
  const next = createStream(seed, 'rotation');
  const mirrors = Array.from({ length: 3 }, () => {
    const normal = eigenvalues.map(() => next() - 0.5);
    const length = Math.hypot(...normal);
    return normal.map((x) => x / length);
  });
  const reflect = (v: readonly number[], normal: readonly number[]): number[] => {
    const twice = 2 * v.reduce((sum, x, i) => sum + x * (normal[i] ?? 0), 0);
    return v.map((x, i) => x - twice * (normal[i] ?? 0));
  };
  return (v) => {
    const turned = mirrors.reduce(reflect, Array.from(v));
    return mirrors.toReversed().reduce(
      reflect,
      turned.map((x, i) => x * (eigenvalues[i] ?? 0)),
    );
  };
}

const spectrum = fc
  .record({
    mu: fc.double({ min: 1e-4, max: 1, noNaN: true }),
    kappa: fc.double({ min: 1, max: 1e5, noNaN: true }),
    dimension: fc.integer({ min: 1, max: 120 }),
    seed: fc.nat(),
    isLog: fc.boolean(),
  })
  .map(({ mu, kappa, dimension, seed, isLog }) => {
    const next = createStream(String(seed), 'spectrum');
    const inner = (u: number): number => (isLog ? mu * kappa ** u : mu + mu * (kappa - 1) * u);
    const all = [
      mu,
      ...Array.from({ length: dimension - 1 }, () => inner(next())),
      ...(dimension > 1 ? [mu * kappa] : []),
    ];
    return { all, seed: String(seed) };
  });

test('the extreme eigenvalues are found within 5 %, whatever lies between them', () => {
  fc.assert(
    fc.property(spectrum, ({ all, seed }) => {
      const { smallest, largest } = extremeEigenvalues({ dimension: all.length, apply: rotated(all, seed) }, seed);
      expect(Math.abs(largest / Math.max(...all) - 1)).toBeLessThan(0.05);
      expect(Math.abs(smallest / Math.min(...all) - 1)).toBeLessThan(0.05);
    }),
    { numRuns: 60 },
  );
});

test('a large problem with many equal small eigenvalues, as regularization gives, settles soon', () => {
  const all = Array.from({ length: 3000 }, (_, i) => 1e-3 + (i < 40 ? 5 / (i + 1) : 0));
  const found = extremeEigenvalues({ dimension: all.length, apply: rotated(all, 'a') }, '0');
  expect(found).toMatchObject({ hasSettled: true });
  expect(found.products).toBeLessThan(100);
  expect([found.smallest, found.largest]).toEqual([expect.closeTo(1e-3, 6), expect.closeTo(5.001, 2)]);
  expect(extremeEigenvalues({ dimension: all.length, apply: rotated(all, 'a') }, '0')).toEqual(found);
});

test('central differences of the gradient of a logistic regression give its curvature', () => {
  const next = createStream('0', 'data');
  const rows = Array.from({ length: 60 }, () => Array.from({ length: 8 }, () => next() - 0.5));
  const l2 = 0.01;
  const gradient = (w: ArrayLike<number>): number[] =>
    Array.from(
      { length: 8 },
      (_, j) =>
        l2 * (w[j] ?? 0) +
        rows.reduce(
          (sum, x, i) =>
            sum +
            ((1 / (1 + Math.exp(-x.reduce((z, v, k) => z + v * (w[k] ?? 0), 0))) - (i % 2)) * (x[j] ?? 0)) /
              rows.length,
          0,
        ),
    );
  const exact = (v: ArrayLike<number>): number[] =>
    Array.from(
      { length: 8 },
      (_, j) =>
        l2 * (v[j] ?? 0) +
        rows.reduce(
          (sum, x) => sum + (0.25 * x.reduce((z, value, k) => z + value * (v[k] ?? 0), 0) * (x[j] ?? 0)) / rows.length,
          0,
        ),
    );
  const [found, wanted] = [hessianProducts(gradient, new Float64Array(8)), { dimension: 8, apply: exact }].map((one) =>
    extremeEigenvalues(one, '0'),
  );
  expect(found?.largest).toBeCloseTo(wanted?.largest ?? NaN, 6);
  expect(found?.smallest).toBeCloseTo(wanted?.smallest ?? NaN, 6);
});

test('eigenvalues of tridiagonal matrices', () => {
  const n = 30;
  const values = tridiagonalEigenvalues(Array.from({ length: n }, () => 2), Array.from({ length: n - 1 }, () => -1)); // prettier-ignore
  for (const [k, { value, last }] of values.entries()) {
    expect(value).toBeCloseTo(2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)), 12);
    expect(last).toBeCloseTo(Math.abs(Math.sqrt(2 / (n + 1)) * Math.sin((n * (k + 1) * Math.PI) / (n + 1))), 10);
  }
  expect(tridiagonalEigenvalues([3, 1, 2], [0, 0]).map(({ value }) => value)).toEqual([1, 2, 3]);
});

test('an answer that is not a vector is an error that says so', () => {
  const of =
    (apply: () => unknown): (() => unknown) =>
    () =>
      extremeEigenvalues({ dimension: 3, apply: apply as never }, '0');
  const returned = 'what "hessianVector" returns must';
  expect(of(() => [1, 2])).toThrow(`${returned} have 3 numbers, but it has 2`);
  expect(of(() => undefined)).toThrow(`${returned} have 3 numbers, but it is of type undefined`);
  expect(of(async () => [1, 2, 3])).toThrow(`${returned} be a list of numbers, but it is a promise`);
  expect(of(() => [1, NaN, 2])).toThrow(`${returned} have finite numbers, but number 2 is NaN`);
  const gradient = (vector: unknown): (() => unknown) =>
    of(() => hessianProducts(() => vector as never, [1, 2, 3]).apply(new Float64Array(3)));
  expect(gradient([1, 2, 3, 4])).toThrow('what "gradient" returns must have 3 numbers, but it has 4');
  expect(() => hessianProducts((w) => w, ['a', 2] as never)).toThrow(
    '"at" must have finite numbers, but number 1 is a',
  );
  expect(() => extremeEigenvalues({ dimension: 3, apply: (v) => v.map((x, i) => 1e200 * (i + 1) * x) }, '0')).toThrow(
    'too large',
  );
});

test('products that no symmetric matrix gives are a mistake; those by differences are near enough', () => {
  const mistake = 'not those of a Hessian, which is symmetric and stays the same';
  const of = (apply: (v: Float64Array) => number[], dimension: number) => () =>
    extremeEigenvalues({ dimension, apply }, '0');
  const at = (v: Float64Array, i: number): number => v[i] ?? NaN;
  expect(of((v) => [at(v, 0) + 5 * at(v, 1), 2 * at(v, 1), 9 * at(v, 0) + 3 * at(v, 2)], 3)).toThrow(mistake);
  expect(of((v) => [3 * at(v, 1), -3 * at(v, 0)], 2)).toThrow(mistake);
  const next = createStream('0', 'noise');
  expect(of((v) => Array.from(v, (x, i) => (i + 1) * x * (1 + 0.3 * next())), 30)).toThrow(mistake);
  const spread = Array.from({ length: 100 }, (_, i) => 1 + i ** 2);
  const gradient = (w: ArrayLike<number>): number[] => spread.map((x, i) => x * (w[i] ?? 0) + (w[i] ?? 0) ** 3);
  const point = spread.map((_, i) => Math.sin(i));
  expect(extremeEigenvalues(hessianProducts(gradient, point), '0').largest).toBeCloseTo(
    9802 + 3 * Math.sin(99) ** 2,
    0,
  );
});
