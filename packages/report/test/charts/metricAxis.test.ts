import * as fc from 'fast-check';

import { metricAxes } from '../../page/charts/metricAxis.js';

const near = Array.from({ length: 20 }, (_, index) => 1 + index / 20);
const labels = (values: readonly (number | null)[], goal?: 'minimize' | 'maximize') =>
  metricAxes({ values, ...(goal && { goal }) }).map(({ label }) => label);

test('without outliers the axis is whole, and logarithmic where all values are positive', () => {
  expect(labels(near, 'minimize')).toEqual(['linear', 'logarithmic']);
  expect(labels([-1, 0, 1, null], 'minimize')).toEqual(['linear']);
  expect(labels([], 'minimize')).toEqual(['linear']);
  expect(labels([2, 2, 2, 2], 'maximize')).toEqual(['linear', 'logarithmic']);
});

test('one bad outlier does not flatten the others; a good value is not an outlier', () => {
  expect(labels([...near, 1e6], 'minimize')).toEqual([
    'linear, without outliers',
    'linear, with outliers',
    'logarithmic',
  ]);
  expect(labels([...near, 1e6], 'maximize')).toEqual(['linear', 'logarithmic']);
  expect(labels([...near, -1e6], 'maximize')).toEqual(['linear, without outliers', 'linear, with outliers']);
});

test('a metric without a goal may have outliers on both sides', () => {
  expect(labels([...near, 1e6])).toEqual(['linear, without outliers', 'linear, with outliers', 'logarithmic']);
  const [axis] = metricAxes({ values: [...near, 1e6, -1e6] });
  expect([-1e6, 1, 1.5, 1e6].map((value) => axis.place(value))).toEqual([axis.ends.min, 1, 1.5, axis.ends.max]);
  expect(axis.note).toBe('2 of 22 values lie beyond the axis and are drawn at its end.');
  expect(axis.ends.min).toBeGreaterThan(0.9);
});

test('more than a quarter of the trials may be bad, but values that only get worse evenly are not outliers', () => {
  const values = [...near, ...near.slice(0, 9).map((value) => 10 * value)];
  const [axis] = metricAxes({ values, goal: 'minimize' });
  expect(axis.note).toBe('9 of 29 values lie beyond the axis and are drawn at its end.');
  const even = Array.from({ length: 40 }, (_, index) => index);
  const exponential = Array.from({ length: 40 }, (_, index) => -Math.log((index + 0.5) / 40));
  for (const spread of [even, even.map((value) => value ** 2), exponential])
    expect(labels(spread, 'minimize')[0]).toBe('linear');
});

test('values beyond the axis are drawn at its end, and counted', () => {
  const [axis] = metricAxes({ values: [...near, null, 1e6, 1e9], goal: 'minimize' });
  expect(axis).toMatchObject({ note: '2 of 22 values lie beyond the axis and are drawn at its end.', scale: 'linear' });
  expect([1.5, 1.95, 1e6].map((value) => axis.place(value))).toEqual([1.5, 1.95, axis.ends.max]);
  expect([1.95, 1e6].map((value) => axis.isBeyond(value))).toEqual([false, true]);
  expect(axis.ends.max).toBeGreaterThan(1.95);
  expect(axis.ends.max).toBeLessThan(2.1);
});

test('the best value is on the axis, whatever the others are', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })), { minLength: 1 }),
      fc.constantFrom('minimize' as const, 'maximize' as const),
      (values, goal) => {
        const present = values.filter((value) => value !== null);
        fc.pre(present.length > 0);
        const best = goal === 'minimize' ? Math.min(...present) : Math.max(...present);
        for (const axis of metricAxes({ values, goal })) expect(axis.place(best)).toBe(best);
      },
    ),
  );
});
