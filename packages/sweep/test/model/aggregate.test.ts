import * as fc from 'fast-check';

import { aggregateOf } from '../../src/model/aggregate.js';
import { type Aggregate, aggregateNames } from '../../src/model/aggregateNames.js';

const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 30 });

test.each<[Aggregate, number]>([
  ['mean', 4],
  ['median', 3],
  ['min', 1],
  ['max', 9],
  ['p95', 8.2],
])('the %s of 1, 2, 3, 5 and 9', (aggregate, expected) => {
  expect(aggregateOf(aggregate, [9, 2, 5, 1, 3])).toBeCloseTo(expected, 12);
});

test('the median of an even number of values lies between the two in the middle', () => {
  expect(aggregateOf('median', [4, 1, 3, 2])).toBe(2.5);
});

test('no aggregate depends on the order of the cases, and none leaves their range', () => {
  fc.assert(
    fc.property(values, fc.constantFrom(...aggregateNames.filter((name) => name !== 'mean')), (all, aggregate) => {
      const found = aggregateOf(aggregate, all);
      expect(aggregateOf(aggregate, all.toReversed())).toBe(found);
      expect(found).toBeGreaterThanOrEqual(Math.min(...all));
      expect(found).toBeLessThanOrEqual(Math.max(...all));
    }),
  );
});

test('the aggregate of equal values is that value, to the last bit', () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true }),
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom(...aggregateNames),
      (value, count, aggregate) => {
        expect(
          aggregateOf(
            aggregate,
            Array.from({ length: count }, () => value),
          ),
        ).toBe(value);
      },
    ),
  );
});

test('NaN on one case is NaN', () => {
  for (const aggregate of aggregateNames) expect(aggregateOf(aggregate, [1, NaN, 3])).toBeNaN();
});
