import type { Samples } from '@example/maths';

import { modelBytes, quantizeModel } from '../src/quantize.js';
import { shrinkImages } from '../src/shrink.js';

const model = (weights: readonly number[]) => ({ width: 1, classes: 2, weights: Float64Array.from(weights) });

test('a quantized weight is the nearest multiple of a step, of which the largest weight is the last', () => {
  const weights = [0.9, -0.2, 0.4, -0.6];
  expect([...quantizeModel(model(weights), 3).weights]).toEqual(
    [0.9, -0.3, 0.3, -0.6].map((w) => expect.closeTo(w) as number),
  );
  expect([...quantizeModel(model([0, 0, 0, 0]), 3).weights]).toEqual([0, 0, 0, 0]);
  expect(modelBytes(model(weights), 3)).toBe(6); // 12 bits and the step
});

test.each([1, 2, 4, 7])('an image with blocks of %d has the mean of the pixels', (block) => {
  const features = Uint8Array.from({ length: 2 * 784 }, (_, at) => (at % 28) + Math.floor(at / 784));
  const images: Samples = { count: 2, width: 784, features, unit: 1 / 255, labels: Uint8Array.of(3, 8) };
  const { width, features: sums, unit } = shrinkImages(images, block);
  expect(width).toBe((28 / block) ** 2);
  const means = Array.from(sums.subarray(width, width + 28 / block), (sum) => sum * unit * 255);
  expect(means).toEqual(means.map((_, x) => expect.closeTo(x * block + (block - 1) / 2 + 1) as number));
});
