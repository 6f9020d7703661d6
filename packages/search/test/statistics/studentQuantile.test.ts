import * as fc from 'fast-check';

import { probit } from '../../src/math/probit.js';
import { studentQuantile } from '../../src/index.js';

/** Abramowitz and Stegun, table 26.10, to its three digits. */
test.each([
  [0.95, 1, 6.314],
  [0.95, 2, 2.92],
  [0.95, 4, 2.132],
  [0.95, 10, 1.812],
  [0.95, 30, 1.697],
  [0.975, 1, 12.706],
  [0.975, 5, 2.571],
  [0.975, 120, 1.98],
  [0.995, 3, 5.841],
])('the quantile at %d with %d degrees of freedom is %d', (u, degrees, quantile) => {
  expect(studentQuantile(u, degrees)).toBeCloseTo(quantile, 3);
});

test('it is exact for one degree (Cauchy) and two, and normal for many', () => {
  for (const u of [0.51, 0.7, 0.9, 0.999]) {
    expect(studentQuantile(u, 1) / Math.tan(Math.PI * (u - 0.5))).toBeCloseTo(1, 8);
    expect(studentQuantile(u, 2) / ((2 * u - 1) / Math.sqrt(2 * u * (1 - u)))).toBeCloseTo(1, 8);
    expect(studentQuantile(u, 1e7)).toBeCloseTo(probit(u), 5);
  }
});

test('it is odd, grows with its probability, and falls with degrees of freedom', () => {
  const law = (u: number, degrees: number): void => {
    const quantile = studentQuantile(u, degrees);
    expect(studentQuantile(1 - u, degrees)).toBeCloseTo(-quantile, 6);
    expect(studentQuantile(u + 0.005, degrees)).toBeGreaterThan(quantile);
    expect(studentQuantile(u, degrees + 1)).toBeLessThan(quantile);
  };
  fc.assert(
    fc.property(fc.double({ min: 0.55, max: 0.99, noNaN: true }), fc.double({ min: 1, max: 50, noNaN: true }), law),
  );
});
