import { lognormalShortfall } from '../../src/math/lognormalShortfall.js';

/** The mean by the midpoint rule over the density of the normal variable. */
function integrated(a: number, mu: number, sigma: number): number {
  const [from, to, steps] = [mu - 10 * sigma, mu + 10 * sigma, 40_000];
  const width = (to - from) / steps;
  let sum = 0;
  for (let i = 0; i < steps; i++) {
    const x = from + (i + 0.5) * width;
    const density = Math.exp(-0.5 * ((x - mu) / sigma) ** 2) / (sigma * Math.sqrt(2 * Math.PI));
    sum += Math.max(0, Math.exp(a) - Math.exp(x)) * density * width;
  }
  return sum;
}

test.each([
  [0, 0, 1],
  [0.5, -0.2, 0.3],
  [-1, 2, 0.7],
  [3, -3, 2],
])('the shortfall to exp(%d) of a lognormal variable with mu %d and sigma %d is its integral', (a, mu, sigma) => {
  expect(lognormalShortfall(a, mu, sigma)).toBeCloseTo(integrated(a, mu, sigma), 6);
});

test('without a deviation it is the difference, or nothing', () => {
  expect(lognormalShortfall(Math.log(3), Math.log(1), 0)).toBeCloseTo(2, 12);
  expect(lognormalShortfall(0, 1, 0)).toBe(0);
});
