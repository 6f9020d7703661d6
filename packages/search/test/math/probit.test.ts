import { probit } from '../../src/math/probit.js';

test.each([
  // Wichura (1988), table of test values, and standard tables.
  [0.25, -0.674489750196082],
  [0.001, -3.090232306167813],
  [1e-20, -9.262340089798409],
  [0.975, 1.959963984540054],
  [0.5, 0],
])('of %d is %d', (p, value) =>
  expect(Math.abs(probit(p) - value)).toBeLessThan(1e-14 * Math.max(1, Math.abs(value)) * 10),
);

test('it is odd about one half', () => {
  for (const p of [0.01, 0.1, 0.3, 0.49]) expect(probit(1 - p)).toBeCloseTo(-probit(p), 12);
});
