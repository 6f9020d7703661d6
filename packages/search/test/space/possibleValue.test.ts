import * as fc from 'fast-check';

import { createAxes } from '../../src/space/axis.js';
import type { Distribution, Space } from '../../src/space/distribution.js';
import { possibleValue } from '../../src/space/possibleValue.js';
import { withPriors } from '../../src/space/prior.js';
import { createQuantile } from '../../src/space/quantile.js';

const distributions: readonly Distribution[] = [
  { kind: 'constant', value: [1] },
  { kind: 'categorical', values: [1, 'a', null, { b: 1 }], probabilities: [0.2, 0.3, 0.5, 0] },
  { kind: 'int_uniform', min: -5, max: 20 },
  { kind: 'uniform', min: -3, max: 7 },
  { kind: 'log_uniform', min: -4, max: 2 },
  { kind: 'log_uniform_values', min: 1e-5, max: 10 },
  { kind: 'inv_log_uniform', min: -4, max: 2 },
  { kind: 'inv_log_uniform_values', min: 1e-5, max: 10 },
  { kind: 'normal', mu: 3, sigma: 2 },
  { kind: 'log_normal', mu: 0, sigma: 1 },
  { kind: 'q_uniform', min: 0, max: 10, q: 0.1 },
  { kind: 'q_log_uniform', min: 0, max: 4, q: 2 },
  { kind: 'q_log_uniform_values', min: 1, max: 100, q: 3 },
  { kind: 'q_normal', mu: 10, sigma: 5, q: 1 },
  { kind: 'q_log_normal', mu: 2, sigma: 0.5, q: 1 },
];
const spaceOf = (distribution: Distribution): Space => [{ path: ['x'], label: 'x', distribution }];

test.each(distributions)('$kind: whatever is drawn is possible', (distribution) => {
  const quantile = createQuantile(distribution);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (u) => {
      expect(possibleValue(distribution, quantile(u))).toEqual(quantile(u));
    }),
  );
});

test('a value without probability, outside or between steps is not possible', () => {
  const [, listed, whole] = distributions as [Distribution, Distribution, Distribution];
  expect(possibleValue(listed, { b: 1 })).toBeUndefined();
  expect(possibleValue(listed, null)).toBeNull();
  for (const value of [-6, 21, 0.5, '1', null, [1]]) expect(possibleValue(whole, value)).toBeUndefined();
  expect(possibleValue({ kind: 'q_normal', mu: 0, sigma: 1, q: 0.5 }, 7.3)).toBeUndefined();
  expect(possibleValue({ kind: 'log_normal', mu: 0, sigma: 1 }, 0)).toBeUndefined();
});

const priorOf = (distribution: Distribution, center: number, spread: number): unknown => {
  const prior = { x: { kind: 'numeric', center, spread } as const };
  return withPriors(createAxes(spaceOf(distribution)), spaceOf(distribution), prior)[0]?.prior;
};

test('a prior in coordinates: a factor on a logarithmic scale, a difference on another, also across the edge', () => {
  const close = (mean: number, deviation: number): unknown => ({
    mean: expect.closeTo(mean, 9) as number,
    deviation: expect.closeTo(deviation, 9) as number,
  });
  expect(priorOf({ kind: 'uniform', min: 0, max: 10 }, 2.5, 1)).toEqual(close(0.25, 0.1));
  expect(priorOf({ kind: 'uniform', min: 0, max: 10 }, 10, 20)).toEqual(close(1, 2));
  expect(priorOf({ kind: 'int_uniform', min: 1, max: 4 }, 1, 1)).toEqual(close(0.125, 0.25));
  expect(priorOf({ kind: 'log_uniform_values', min: 0.001, max: 1 }, 0.1, 10)).toEqual(close(2 / 3, 1 / 3));
  expect(priorOf({ kind: 'inv_log_uniform_values', min: 0.001, max: 1 }, 0.1, 10)).toEqual(close(1 / 3, 1 / 3));
  expect(priorOf({ kind: 'normal', mu: 5, sigma: 2 }, 5, 2)).toEqual(close(0.5, 0.3413447460685));
  expect(priorOf({ kind: 'log_normal', mu: 0, sigma: 1 }, 1, Math.E)).toEqual(close(0.5, 0.3413447460685));
});

test('the deviation of a prior stays within limits that can be computed with', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...distributions.filter(({ kind }) => kind !== 'constant' && kind !== 'categorical')),
      fc.double({ min: 1, max: 10, noNaN: true }),
      fc.double({ min: 1.0000001, max: 1e300, noNaN: true }),
      (distribution, center, spread) => {
        const { mean, deviation } = priorOf(distribution, center, spread) as { mean: number; deviation: number };
        expect(mean >= 0 && mean <= 1 && deviation >= 1e-6 && deviation <= 1e6).toBe(true);
      },
    ),
  );
});

test('weights follow their values, whatever the order in which these are listed', () => {
  const weights = [
    ['"a"', 1.5],
    ['"b"', 0.5],
  ] as const;
  for (const values of [
    ['a', 'b'],
    ['b', 'a'],
  ]) {
    const space = spaceOf({ kind: 'categorical', values });
    const [axis] = withPriors(createAxes(space), space, { x: { kind: 'categorical', weights } });
    expect([axis?.valueAt(0), axis?.prior]).toEqual(['a', [1.5, 0.5]]);
  }
});
