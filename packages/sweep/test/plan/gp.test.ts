import type { Observation, Point } from '../../../search/src/samplers/adaptive/adaptiveSampler.js';
import { sampleGp } from '../../../search/src/samplers/gp/gp.js';
import { createAxes } from '../../../search/src/space/axis.js';
import { describeAdaptiveContract, resultOf, search, searchOver, spaceOf } from './adaptiveContract.js';

describeAdaptiveContract('gp', sampleGp, true);

/** Rosenbrock's function in three dimensions: a bent valley, and losses up to 10^6 beside it. Its minimum is 0. */
const rosenbrock = (x: readonly number[]): number =>
  x.slice(1).reduce((sum, next, i) => sum + 100 * (next - (x[i] ?? 0) ** 2) ** 2 + (1 - (x[i] ?? 0)) ** 2, 0);

test('sees a valley among losses of six orders of magnitude', () => {
  const space = spaceOf({
    x: { kind: 'uniform', min: -5, max: 10 },
    y: { kind: 'uniform', min: -5, max: 10 },
    z: { kind: 'uniform', min: -5, max: 10 },
  });
  const results = search(searchOver('gp', space), 10, (params) =>
    resultOf(params, rosenbrock(Object.values(params).map(Number))),
  );
  // Forty points of chance have a median of about 600.
  expect(Math.min(...results.map(({ metrics }) => Number(metrics['loss'])))).toBeLessThan(30);
});

describe('a space with a condition and an exclusion', () => {
  const axes = createAxes(
    spaceOf({
      kind: { kind: 'categorical', values: ['plain', 'tuned'] },
      x: { kind: 'uniform', min: 0, max: 1 },
      width: { kind: 'int_uniform', min: 1, max: 5 },
    }),
  );
  /** The width is that of "tuned" alone, and of x only the lower part is allowed. */
  const snap = ([kind, x = 0, width = 0]: Point): Point | undefined =>
    x > 0.7 ? undefined : [kind, x, kind === 1 ? axes[2]?.coordinateOf(axes[2].valueAt(width)) : undefined];
  const lossAt = ([kind, x = 0, width = 0]: Point): number =>
    kind === 1 ? (x - 0.9) ** 2 + (width - 0.5) ** 2 : 0.2 + (x - 0.2) ** 2;
  const history: Observation[] = [];
  for (let trialNumber = 0; trialNumber < 24; trialNumber++) {
    const request = { axes, snap, seed: '1', trialNumber, attempt: 0, pending: [], given: 0, generation: 1 };
    const point = sampleGp({ ...request, history: [...history] });
    const settled = trialNumber < 8 ? snap(point.with(1, 0.7 * (point[1] ?? 0))) : snap(point);
    if (settled !== undefined) history.push({ point: settled, loss: lossAt(settled) });
  }

  test('a point that is excluded, or was tried, is not proposed', () => {
    expect(history).toHaveLength(24);
    expect(new Set(history.map(({ point }) => String(point))).size).toBe(24);
  });

  test('the best is found where it may be: at the border of what is allowed', () => {
    const best = history.reduce((a, b) => (b.loss < a.loss ? b : a));
    expect([best.point[0], best.point[2]]).toEqual([1, 0.5]);
    expect(best.point[1]).toBeGreaterThan(0.6);
  });
});
