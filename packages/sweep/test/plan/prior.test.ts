import type { AdaptiveSampler, Observation, Point } from '../../../search/src/samplers/adaptive/adaptiveSampler.js';
import { logPrior, logPriorGradient } from '../../../search/src/samplers/adaptive/logPrior.js';
import { sampleGp } from '../../../search/src/samplers/gp/gp.js';
import { sampleTpe } from '../../../search/src/samplers/tpe/tpe.js';
import { type Axis, createAxes } from '../../../search/src/space/axis.js';
import { spaceOf } from './adaptiveContract.js';

const plain = createAxes(
  spaceOf({
    x: { kind: 'uniform', min: 0, max: 1 },
    y: { kind: 'uniform', min: 0, max: 1 },
    z: { kind: 'uniform', min: 0, max: 1 },
    kind: { kind: 'categorical', values: ['a', 'b', 'c'] },
  }),
);

/** Gives all numeric axes the same prior, and the others one category. */
const axesWithPrior = (mean: number, deviation: number, category: number): Axis[] =>
  plain.map((axis) =>
    axis.kind === 'numeric'
      ? { ...axis, prior: { mean, deviation } }
      : { ...axis, prior: [0, 1, 2].map((index) => (index === category ? 2 : 0.5)) },
  );

/** The best is 0, at 0.8 everywhere and category 2. */
const lossAt = (point: Point): number =>
  point.slice(0, 3).reduce<number>((sum, x) => sum + ((x ?? 0) - 0.8) ** 2, 0) + Number(point[3] !== 2);

function run(sample: AdaptiveSampler, axes: readonly Axis[], seed: string, trials: number): Observation[] {
  const history: Observation[] = [];
  for (let trialNumber = 0; trialNumber < trials; trialNumber++) {
    const request = {
      axes,
      seed,
      trialNumber,
      attempt: 0,
      history: [...history],
      pending: [],
      given: 0,
      generation: 1,
    };
    const point = sample({ ...request, snap: (some) => some });
    history.push({ point, loss: lossAt(point) });
  }
  return history;
}

const meanBest = (sample: AdaptiveSampler, axes: readonly Axis[], trials: number): number =>
  ['1', '2', '3'].reduce(
    (sum, seed) => sum + Math.min(...run(sample, axes, seed, trials).map(({ loss }) => loss)) / 3,
    0,
  );

describe.each<[string, AdaptiveSampler, number, number]>([
  ['gp', sampleGp, 25, 0.02],
  ['tpe', sampleTpe, 80, 0.1],
])('%s', (_, sample, trials, near) => {
  test('a right prior finds good values in fewer trials', () => {
    expect(meanBest(sample, axesWithPrior(0.75, 0.1, 2), 12)).toBeLessThan(0.5 * meanBest(sample, plain, 12));
  });

  test('a wrong prior is overridden', () => {
    expect(meanBest(sample, axesWithPrior(0.1, 0.05, 0), trials)).toBeLessThan(near);
  });
});

test('nothing is cut off: every other of the first trials is where it would be without a prior', () => {
  const first = run(sampleGp, axesWithPrior(0.1, 0.01, 0), '1', 10).map(({ point }) => point);
  expect(first.filter((_, index) => index % 2 === 1)).toEqual(run(sampleGp, plain, '1', 5).map(({ point }) => point));
  for (const [x] of first.filter((_, index) => index % 2 === 0)) expect(Math.abs((x ?? 0) - 0.1)).toBeLessThan(0.05);
});

test('a prior counts less with each observation, never rules a point out, and ignores parameters that are not active', () => {
  const axes = axesWithPrior(0.5, 0.1, 1);
  expect(logPrior(axes, [0.5, 0.5, 0.5, 1], 10)).toBeGreaterThan(logPrior(axes, [0.4, 0.5, 0.5, 1], 10));
  expect(logPrior(axes, [0, 0, 0, 0], 100)).toBeCloseTo(logPrior(axes, [0, 0, 0, 0], 10) / 10, 12);
  expect(logPrior(axesWithPrior(0.5, 1e-9, 1), [0, 0, 0, 0], 10)).toBeGreaterThan(-20);
  expect(logPrior(axes, [undefined, undefined, undefined, undefined], 10)).toBe(0);
  expect(logPrior(plain, [0.5, 0.5, 0.5, 1], 10)).toBe(0);
});

test('the gradient is that of the prior', () => {
  const axes = axesWithPrior(0.5, 0.1, 1);
  const at = (x: number): number => logPrior(axes, [x, 0.5, 0.5, 1], 20);
  for (const x of [0.1, 0.35, 0.5, 0.7])
    expect(logPriorGradient(axes, [x, 0.5, 0.5, 1], 20)[0]).toBeCloseTo((at(x + 1e-6) - at(x - 1e-6)) / 2e-6, 5);
});
