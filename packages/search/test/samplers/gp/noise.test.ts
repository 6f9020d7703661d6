import { sampleGp } from '../../../src/samplers/gp/gp.js';
import { fitPosterior } from '../../../src/samplers/gp/gaussianProcess.js';
import { fitKernel } from '../../../src/samplers/gp/fitKernel.js';
import { createAxes } from '../../../src/space/axis.js';

const points = Array.from({ length: 12 }, (_, index) => [(index + 0.5) / 12]);
/** A valley around 0.75, and one value that is lower than all by luck. */
const regrets = points.map(([x = 0], index) => (index === 2 ? 0 : 1 + 8 * (x - 0.75) ** 2));
const isCategorical = [false];

test('a value is believed the less the noisier it is known to be', () => {
  const kernel = { weights: [30], scale: 1, noise: 1e-4 };
  const meanOf = (variance: number): number => {
    const variances = points.map((_, index) => (index === 2 ? variance : 0));
    return fitPosterior({ points, values: regrets, variances, isCategorical }, kernel).predict(points[2] ?? []).mean;
  };
  const means = [0, 0.1, 1, 10].map(meanOf);
  expect(means).toEqual(means.toSorted((a, b) => a - b));
  expect((means[3] ?? 0) - (means[0] ?? 0)).toBeGreaterThan(1);
});

test('the best observed point is that of the lowest mean, not the luckiest', () => {
  const posterior = (error: number) => {
    const variances = points.map(() => error ** 2);
    const kernel = { weights: [30], scale: 10, noise: 1e-4 };
    return fitPosterior({ points, values: regrets, variances, isCategorical }, kernel);
  };
  expect(posterior(0).lowest).toBe(2);
  expect(posterior(2).lowest).toBeGreaterThan(6);
});

test('noise that is known is not fitted once more', () => {
  const jagged = regrets.map((regret, index) => regret + (index % 2));
  const noiseWith = (error: number): number =>
    fitKernel({ points, regrets: jagged, errors: points.map(() => error), isCategorical }).noise;
  expect(noiseWith(0.5)).toBeLessThan(noiseWith(0));
});

test('a variance of 0 is the same as none', () => {
  const axes = createAxes([{ path: ['x'], label: 'x', distribution: { kind: 'uniform', min: 0, max: 1 } }]);
  const proposed = (variance: object) =>
    sampleGp({
      axes,
      snap: (point) => point,
      seed: '1',
      trialNumber: 12,
      attempt: 0,
      history: points.map((point, index) => ({ point, loss: regrets[index] ?? 0, ...variance })),
      given: 0,
      pending: [],
      generation: 1,
    });
  expect(proposed({ variance: 0 })).toEqual(proposed({}));
  expect(proposed({ variance: 4 })).not.toEqual(proposed({}));
});
