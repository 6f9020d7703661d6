import { sampleGp } from '../../src/adaptive/gp.js';
import { describeAdaptiveContract, resultOf, search, searchOver, spaceOf } from './adaptiveContract.js';

describeAdaptiveContract('gp', sampleGp, 15);

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
