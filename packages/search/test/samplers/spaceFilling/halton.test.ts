import { sampleHalton } from '../../../src/samplers/spaceFilling/halton.js';
import { sampleRandom } from '../../../src/samplers/spaceFilling/random.js';
import { integrationError } from './integrationError.js';
import { describeUnitSamplerContract, firstTen } from './samplerContract.js';

describeUnitSamplerContract('halton', sampleHalton, { dependsOnPlace: true });

test('its first ten points', () =>
  expect(firstTen(sampleHalton)).toMatchInlineSnapshot(`
    [
      "0.585208 0.727905 0.176172",
      "0.085208 0.394572 0.976172",
      "0.835208 0.061239 0.776172",
      "0.335208 0.950128 0.576172",
      "0.710208 0.616794 0.376172",
      "0.210208 0.283461 0.056172",
      "0.960208 0.839017 0.856172",
      "0.460208 0.505683 0.656172",
      "0.522708 0.172350 0.456172",
      "0.022708 0.764943 0.256172",
    ]
  `));

test('each run of b^k points puts one into each interval of length b^-k, in the k-th prime b', () => {
  for (const [dimension, size] of [
    [0, 32],
    [1, 27],
    [2, 25],
  ] as const) {
    const cells = Array.from({ length: size }, (_, index) =>
      Math.floor((sampleHalton({ labels: ['a', 'b', 'c'], seed: '7', index, count: 0 })[dimension] ?? 0) * size),
    );
    expect(cells.toSorted((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, cell) => cell));
  }
});

test('it integrates better than random points', () => {
  expect(integrationError(sampleHalton)).toBeLessThan(integrationError(sampleRandom) / 5);
});
