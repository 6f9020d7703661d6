import * as fc from 'fast-check';

import { betaCdf, betaQuantile } from '../../src/math/beta.js';

/** Exact: I_x(1, b) = 1 - (1 - x)^b, I_x(a, 1) = x^a; and for whole numbers the tail of a binomial (DLMF 8.17.5). */
test('agrees with closed forms', () => {
  for (const x of [1e-4, 0.01, 0.3, 0.5, 0.77, 0.999]) {
    for (const n of [0.1, 0.5, 1, 2.5, 40]) {
      expect(betaCdf(x, 1, n) / -Math.expm1(n * Math.log1p(-x))).toBeCloseTo(1, 12);
      expect(betaCdf(x, n, 1) / x ** n).toBeCloseTo(1, 12);
    }
    expect(betaCdf(x, 2, 3)).toBeCloseTo(6 * x ** 2 * (1 - x) ** 2 + 4 * x ** 3 * (1 - x) + x ** 4, 13);
  }
});

/** Half of the arcsine distribution's mass: I_x(1/2, 1/2) = (2 / pi) asin(sqrt x). */
test('agrees with the arcsine distribution', () => {
  for (const x of [1e-6, 0.2, 0.5, 0.9])
    expect(betaCdf(x, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(x)), 13);
});

test('has its limits', () => {
  expect([betaCdf(0, 2, 3), betaCdf(-1, 2, 3), betaCdf(1, 2, 3), betaCdf(2, 2, 3)]).toEqual([0, 0, 1, 1]);
  expect(betaCdf(NaN, 2, 3)).toBeNaN();
});

test('the quantile is its inverse, and grows', () => {
  const shape = fc.double({ min: 0.05, max: 200, noNaN: true });
  const law = (a: number, b: number, u: number): void => {
    const x = betaQuantile(u, a, b);
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x).toBeLessThanOrEqual(1);
    if (x > 1e-300 && x < 1 - 1e-4) expect(Math.abs(betaCdf(x, a, b) - u)).toBeLessThan(1e-9);
    expect(betaQuantile(Math.min(1, u + 0.01), a, b)).toBeGreaterThanOrEqual(x);
  };
  fc.assert(fc.property(shape, shape, fc.double({ min: 0.001, max: 0.999, noNaN: true }), law), { numRuns: 200 });
});

/** `scipy.stats.beta.ppf(u, a, b)`, SciPy 1.11, which W&B calls. */
test.each([
  [0.01, 2, 5, 0.026763191142755053],
  [0.3, 2, 5, 0.18180347131894917],
  [0.5, 2, 5, 0.26444998329566005],
  [0.99, 2, 5, 0.7056863283197075],
  [0.1, 0.3, 0.7, 0.0007720300685420432],
  [0.5, 0.3, 0.7, 0.15877468697850153],
])('the quantile of %d under a %d and b %d is that of SciPy', (u, a, b, x) =>
  expect(betaQuantile(u, a, b) / x).toBeCloseTo(1, 11),
);
