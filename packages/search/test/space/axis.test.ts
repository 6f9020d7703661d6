import * as fc from 'fast-check';

import { normalCdf } from '../../src/math/normalCdf.js';
import { probit } from '../../src/math/probit.js';
import { createAxes } from '../../src/space/axis.js';
import type { Distribution, Space } from '../../src/space/distribution.js';

const axisOf = (distribution: Distribution) => {
  const [axis] = createAxes([{ path: ['x'], label: 'x', distribution }]);
  if (axis === undefined) throw new Error('no axis');
  return axis;
};
const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

const continuous: readonly Distribution[] = [
  { kind: 'uniform', min: -3, max: 7 },
  { kind: 'log_uniform', min: -4, max: 2 },
  { kind: 'log_uniform_values', min: 1e-5, max: 10 },
  { kind: 'inv_log_uniform', min: -4, max: 2 },
  { kind: 'inv_log_uniform_values', min: 1e-5, max: 10 },
  { kind: 'normal', mu: 3, sigma: 2 },
  { kind: 'log_normal', mu: 0, sigma: 1 },
];
const stepped: readonly Distribution[] = [
  { kind: 'int_uniform', min: -5, max: 20 },
  { kind: 'q_uniform', min: 0, max: 10, q: 0.5 },
  { kind: 'q_log_uniform', min: 0, max: 4, q: 2 },
  { kind: 'q_log_uniform_values', min: 1, max: 100, q: 3 },
  { kind: 'q_normal', mu: 10, sigma: 5, q: 1 },
  { kind: 'q_log_normal', mu: 2, sigma: 0.5, q: 1 },
];

test.each(continuous)('$kind: a coordinate survives the way to its value and back', (distribution) => {
  const axis = axisOf(distribution);
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (u) => {
      expect(axis.coordinateOf(axis.valueAt(u))).toBeCloseTo(u, 8);
    }),
  );
});

test.each([...continuous, ...stepped])('$kind: a value survives the way to its coordinate and back', (distribution) => {
  const axis = axisOf(distribution);
  fc.assert(
    fc.property(unit, (u) => {
      const value = axis.valueAt(u);
      const coordinate = axis.coordinateOf(value) ?? NaN;
      expect(coordinate >= 0 && coordinate < 1).toBe(true);
      const again = Number(axis.valueAt(coordinate));
      expect(Math.abs(again - Number(value))).toBeLessThanOrEqual(1e-7 * Math.max(1, Math.abs(Number(value))));
    }),
  );
});

test('categories: by their values, in an order that is not the file, equal ones once, impossible ones never', () => {
  const distribution: Distribution = {
    kind: 'categorical',
    values: ['b', 'a', { deep: 1 }, 'b', 'never'],
    probabilities: [0.1, 0.2, 0.3, 0.4, 0],
  };
  const axis = axisOf(distribution);
  expect(axis.kind === 'categorical' && axis.probabilities).toEqual([0.2, 0.5, 0.3]);
  expect([0, 1, 2].map((index) => axis.valueAt(index))).toEqual(['a', 'b', { deep: 1 }]);
  expect(['a', 'b', { deep: 1 }, 'never', 'c'].map((value) => axis.coordinateOf(value))).toEqual([
    0,
    1,
    2,
    undefined,
    undefined,
  ]);
});

test('a constant is not an axis', () => {
  const space: Space = [{ path: ['x'], label: 'x', distribution: { kind: 'constant', value: 1 } }];
  expect(createAxes(space)).toEqual([]);
});

test('a value that is not a number has no coordinate on a numeric axis', () => {
  expect(axisOf({ kind: 'uniform', min: 0, max: 1 }).coordinateOf('a')).toBeUndefined();
  expect(axisOf({ kind: 'log_uniform_values', min: 1, max: 2 }).coordinateOf(-1)).toBeUndefined();
});

test('the normal distribution function: known values, symmetry, and the inverse of its quantile', () => {
  expect(normalCdf(0)).toBe(0.5);
  expect(normalCdf(1)).toBeCloseTo(0.841344746068543, 15);
  expect(normalCdf(1.959963984540054)).toBeCloseTo(0.975, 15);
  expect(normalCdf(-5) / 2.866515718791939e-7).toBeCloseTo(1, 12);
  expect(normalCdf(-10) / 7.619853024160527e-24).toBeCloseTo(1, 12);
  expect(normalCdf(-37) / 5.725571222524577e-300).toBeCloseTo(1, 10);
  expect([normalCdf(40), normalCdf(-40), normalCdf(NaN)]).toEqual([1, 0, NaN]);
  fc.assert(
    fc.property(fc.double({ min: -8, max: 8, noNaN: true }), (x) => {
      expect(normalCdf(x) + normalCdf(-x)).toBeCloseTo(1, 15);
      if (Math.abs(x) < 5) expect(probit(normalCdf(x))).toBeCloseTo(x, 8);
    }),
  );
});
