import type { UnitSampler } from '../../../src/samplers/spaceFilling/unitSampler.js';

/** Root mean square error, over 20 seeds, of the mean of x y z (1/8) over 256 points. Random points have about 0.0085. */
export function integrationError(sample: UnitSampler): number {
  const squares = Array.from({ length: 20 }, (_, seed) => {
    const values = Array.from({ length: 256 }, (_, index) =>
      sample({ labels: ['a', 'b', 'c'], seed: String(seed), index, count: 256 }).reduce((product, x) => product * x, 1),
    );
    return (values.reduce((sum, value) => sum + value, 0) / 256 - 0.125) ** 2;
  });
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}
