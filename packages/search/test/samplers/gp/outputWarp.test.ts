import { kernelPrior } from '../../../src/samplers/gp/kernelPrior.js';
import { regretsOf, warp } from '../../../src/samplers/gp/outputWarp.js';

test('regrets are counted from the lowest loss, in units of the median above it; a trial without a loss is as bad as the worst', () => {
  expect(regretsOf([3, 1, 5, 2, Infinity])).toEqual([1, 0, 2, 0.5, 2]);
  expect(regretsOf([7, 7, 7])).toEqual([0, 0, 0]);
  expect(regretsOf([-Number.MAX_VALUE, Number.MAX_VALUE])).toEqual([0, 1]);
});

test('warped losses have mean 0 and deviation 1, keep their order, and the slopes are those of the scale', () => {
  const regrets = [0, 0.5, 1, 7, 1e6];
  for (const strength of [1e-3, 1, 1e3]) {
    const { values } = warp(regrets, strength);
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 10);
    expect(values.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(5, 10);
    expect([...values]).toEqual([...values].toSorted((a, b) => a - b));
  }
  // Almost straight: the slope of every loss is one over the deviation, here the square root of 2/3.
  expect(warp([0, 1, 2], 1e-9).logSlopes).toBeCloseTo(-3 * Math.log(Math.sqrt(2 / 3)), 6);
  expect([...warp([0, 0, 0], 1).values]).toEqual([0, 0, 0]);
});

test('the gradient of the kernel prior is that of its value', () => {
  const logs = [0.3, -1.2, 2, 0.1, -4, 1.5];
  const step = 1e-6;
  kernelPrior(logs).gradient.forEach((slope, k) => {
    const [more, less] = [step, -step].map((h) => kernelPrior(logs.with(k, (logs[k] ?? 0) + h)).value);
    expect(slope).toBeCloseTo(((more ?? 0) - (less ?? 0)) / (2 * step), 5);
  });
});
