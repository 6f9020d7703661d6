import { createStream, noiseToSpread } from '../../src/index.js';
import { probit } from '../../src/math/probit.js';

/** By hand: sums 2, 4, 6, 8 and differences ±0.2. Distances of sums: 2, 2, 2, 4, 4, 6; of differences: 0, 0, 0.4 four times. The third of six. */
test('noise beside the spread, by the third of the six distances between four configurations', () => {
  const pairs = [1, 2, 3, 4].map((worth, index): [number, number] =>
    index % 2 === 0 ? [worth + 0.1, worth - 0.1] : [worth - 0.1, worth + 0.1],
  );
  expect(noiseToSpread(pairs)).toBeCloseTo(Math.sqrt(2 / ((2 / 0.4) ** 2 - 1)), 12);
});

test('an effect of a seed on all configurations alike is not noise, and neither is a value that never differs', () => {
  expect(noiseToSpread([1, 2, 3, 4].map((worth) => [worth, worth + 7]))).toBe(0);
  expect(noiseToSpread([1, 1, 1, 1].map((worth) => [worth, worth]))).toBe(0);
});

test('the ratio is infinite for configurations that cannot be distinguished from noise', () => {
  const pairs: [number, number][] = [
    [1, 3],
    [3, 1],
    [1, 3],
    [3, 1],
  ];
  expect(noiseToSpread(pairs)).toBe(Infinity);
});

test('one configuration that is far off does not hide the noise of the others, and one that differs alone is seen', () => {
  const near: [number, number][] = [
    [1, 1.5],
    [1.2, 1],
    [0.9, 1.4],
  ];
  expect(noiseToSpread([...near, [1e6, 1e6 + 1]])).toBeGreaterThan(1);
  expect(noiseToSpread([[1, 1], [2, 2], [3, 3], [4, 4.5]])).toBeGreaterThan(0); // prettier-ignore
});

test('three configurations are compared by their standard deviation', () => {
  // Variances: sums 0, 4, 8 have 16, differences 1, -1, 0 have 1.
  expect(noiseToSpread([[0.5, -0.5], [1.5, 2.5], [4, 4]])).toBeCloseTo(Math.sqrt(2 / 15), 12); // prettier-ignore
});

test.each([0.1, 0.5, 1])('a ratio of %s is found with many configurations', (ratio) => {
  const draw = createStream('noise', String(ratio));
  const normal = (): number => probit(draw());
  const pairs = Array.from({ length: 600 }, (): [number, number] => {
    const worth = normal();
    return [worth + ratio * normal(), worth + ratio * normal()];
  });
  expect(noiseToSpread(pairs) / ratio).toBeGreaterThan(0.85);
  expect(noiseToSpread(pairs) / ratio).toBeLessThan(1.15);
});
