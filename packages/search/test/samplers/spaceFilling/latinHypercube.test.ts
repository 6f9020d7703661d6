import * as fc from 'fast-check';

import { sampleLatinHypercube } from '../../../src/samplers/spaceFilling/latinHypercube.js';
import { describeUnitSamplerContract, firstTen } from './samplerContract.js';

describeUnitSamplerContract('lhs', sampleLatinHypercube, { dependsOnCount: true });

test('its first ten points', () =>
  expect(firstTen(sampleLatinHypercube)).toMatchInlineSnapshot(`
    [
      "0.781180 0.908824 0.236952",
      "0.179090 0.107322 0.306922",
      "0.032675 0.846030 0.869777",
      "0.602762 0.376101 0.562361",
      "0.204089 0.406138 0.498446",
      "0.320692 0.738840 0.909696",
      "0.882517 0.590690 0.772944",
      "0.520367 0.252691 0.047970",
      "0.452242 0.092859 0.194004",
      "0.963378 0.663687 0.626026",
    ]
  `));

test('each of `count` strata of each axis holds one point', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 60 }), (seed, count) => {
      const points = Array.from({ length: count }, (_, index) =>
        sampleLatinHypercube({ labels: ['a', 'b'], seed, index, count }),
      );
      for (const axis of [0, 1]) {
        const strata = points.map((point) => Math.floor((point[axis] ?? 0) * count));
        expect(strata.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, stratum) => stratum));
      }
    }),
  );
});
