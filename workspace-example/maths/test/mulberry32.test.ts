import { mulberry32 } from '../src/index.js';

/** Frozen: another row would change every result that was computed with it. */
test('the first draws of seed 4787', () => {
  const rng = mulberry32(4787);
  expect([rng(), rng(), rng()].map((x) => x * 2 ** 32)).toEqual([902542142, 2595761336, 1116677298]);
});

test('draws lie in [0, 1) and average one half', () => {
  const rng = mulberry32(0);
  const draws = Array.from({ length: 10_000 }, rng);
  expect(draws.every((x) => x >= 0 && x < 1)).toBe(true);
  // the mean of 10,000 uniform draws has a standard deviation of 0.0029; the bound is 4 of them
  expect(Math.abs(draws.reduce((a, b) => a + b, 0) / draws.length - 0.5)).toBeLessThan(0.0116);
});
