import { acquisitionOf } from '../../../src/samplers/gp/acquisition.js';
import { acquisitionNames } from '../../../src/samplers/gp/gpOptions.js';

/** Predictions of a mean and a deviation, compared with a best of 0. */
const predictions = [
  [-0.5, 0.2],
  [0, 1],
  [0.3, 0.5],
  [2, 0.7],
  [4, 0.5],
] as const;

/** The mean of a function of a normal variable, by the midpoints of many quantiles' strips. */
function meanOver(mean: number, deviation: number, f: (loss: number) => number): number {
  const [from, to, steps] = [-12, 12, 240_000];
  let sum = 0;
  for (let index = 0; index < steps; index++) {
    const z = from + ((index + 0.5) * (to - from)) / steps;
    sum += f(mean + deviation * z) * Math.exp(-0.5 * z * z);
  }
  return (sum * (to - from)) / steps / Math.sqrt(2 * Math.PI);
}

test.each(predictions)(
  'with mean %d and deviation %d, each acquisition is what integration finds',
  (mean, deviation) => {
    const valueOf = (acquisition: (typeof acquisitionNames)[number]): number =>
      acquisitionOf({ acquisition, kappa: 1.5 }).at(mean, deviation, 0).value;
    const improvement = meanOver(mean, deviation, (loss) => Math.max(0, -loss));
    const probability = meanOver(mean, deviation, (loss) => Number(loss < -0.01));
    expect(valueOf('ei') / improvement).toBeCloseTo(1, 6);
    expect(valueOf('log_ei')).toBeCloseTo(Math.log(improvement), 6);
    expect(Math.exp(valueOf('pi')) / probability).toBeCloseTo(1, 2);
    expect(valueOf('lcb')).toBeCloseTo(1.5 * deviation - mean, 12);
  },
);

test.each(acquisitionNames)('the derivatives of %s are those of its value', (acquisition) => {
  const { at } = acquisitionOf({ acquisition, kappa: 0.7 });
  const step = 1e-6;
  for (const [mean, deviation] of predictions) {
    const { value, byMean, byDeviation } = at(mean, deviation, 0);
    const scale = Math.max(1e-300, Math.abs(value));
    const numeric = (more: number, less: number): number => (more - less) / (2 * step);
    const mu = numeric(at(mean + step, deviation, 0).value, at(mean - step, deviation, 0).value);
    const sigma = numeric(at(mean, deviation + step, 0).value, at(mean, deviation - step, 0).value);
    expect((byMean - mu) / scale).toBeCloseTo(0, 4);
    expect((byDeviation - sigma) / scale).toBeCloseTo(0, 4);
  }
});

test('where an improvement is hopeless, the logarithms keep a slope that the improvement itself has lost', () => {
  const slopeOf = (acquisition: (typeof acquisitionNames)[number]): number =>
    Math.abs(acquisitionOf({ acquisition }).at(1, 0.02, 0).byMean);
  expect(slopeOf('ei')).toBe(0);
  expect(slopeOf('log_ei')).toBeGreaterThan(1);
  expect(slopeOf('pi')).toBeGreaterThan(1);
});

test('without choices it is log_ei, and lcb is two deviations below the mean', () => {
  expect(acquisitionOf({}).at(0.3, 0.5, 0)).toEqual(acquisitionOf({ acquisition: 'log_ei' }).at(0.3, 0.5, 0));
  expect(acquisitionOf({ acquisition: 'lcb' }).at(0.3, 0.5, 0).value).toBeCloseTo(0.7, 12);
});
