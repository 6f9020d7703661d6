import { sampleGp } from '../../../src/samplers/gp/gp.js';
import { fitPosterior } from '../../../src/samplers/gp/gaussianProcess.js';
import { correlations } from '../../../src/samplers/gp/correlation.js';
import { createAxes } from '../../../src/space/axis.js';

const points = Array.from({ length: 12 }, (_, index) => [(index + 0.5) / 12]);
/** A valley around 0.75, and one value that is lower than all by luck. */
const regrets = points.map(([x = 0], index) => (index === 2 ? 0 : 1 + 8 * (x - 0.75) ** 2));
const isCategorical = [false];

test('the fewer evaluations a value is the mean of, the less it is believed', () => {
  const kernel = { weights: [30], scale: 1, noise: 0.01 };
  const meanOf = (factor: number): number => {
    const noiseFactors = points.map((_, index) => (index === 2 ? factor : 1));
    return fitPosterior(
      { points, values: regrets, noiseFactors, isCategorical, correlation: correlations.matern52 },
      kernel,
    ).predict(points[2] ?? []).mean;
  };
  const means = [1, 10, 100, 1000].map(meanOf);
  expect(means).toEqual(means.toSorted((a, b) => a - b));
  expect((means[3] ?? 0) - (means[0] ?? 0)).toBeGreaterThan(1);
});

const proposed = (evaluationsOf: (index: number) => object) =>
  sampleGp({
    axes: createAxes([{ path: ['x'], label: 'x', distribution: { kind: 'uniform', min: 0, max: 1 } }]),
    snap: (point) => point,
    seed: '1',
    trialNumber: 12,
    attempt: 0,
    history: points.map((point, index) => ({ point, loss: regrets[index] ?? 0, ...evaluationsOf(index) })),
    given: 0,
    pending: [],
    generation: 1,
  });

test('only the ratio of the numbers of evaluations matters', () => {
  const plain = proposed(() => ({}));
  expect(proposed(() => ({ evaluations: 1 }))).toEqual(plain);
  expect(proposed(() => ({ evaluations: 5 }))).toEqual(plain);
  expect(proposed((index) => ({ evaluations: index === 2 ? 1 : 25 }))).not.toEqual(plain);
});
