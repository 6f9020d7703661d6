import * as fc from 'fast-check';

import { measureNoise } from '../../src/index.js';

/** By hand: row means 2 and 4, column means 2, 3, 4. Within rows the squares are 2 and 2, of which columns explain all 4. */
test('luck that all configurations share is worth the degrees of freedom of one', () => {
  const noise = measureNoise([
    [1, 2, 3],
    [3, 4, 5],
  ]);
  expect(noise).toEqual({ total: 1, own: 0, degrees: 2 });
});

/** Within rows the squares are 2 and 2; the columns have equal means, so all of them are own, with 2 degrees of freedom. */
test('luck of its own is measured between configurations', () => {
  const { total, own, degrees } = measureNoise([
    [1, 2, 3],
    [5, 4, 3],
  ]);
  expect([total, own]).toEqual([1, 2]);
  expect(degrees).toBeCloseTo(1 / (0.5 ** 2 / 2 + 0.5 ** 2 / 2), 12);
});

test('a single configuration has the variance of its values, and values that never differ have none', () => {
  expect(measureNoise([[1, 2, 3, 6]])).toEqual({ total: 14 / 3, own: 14 / 3, degrees: 3 });
  expect(
    measureNoise([
      [7, 7],
      [3, 3],
      [5, 5],
    ]),
  ).toEqual({ total: 0, own: 0, degrees: expect.closeTo(8 / 3, 12) as number });
});

const rows = fc
  .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 5 }))
  .chain(([count, replicates]) =>
    fc.array(
      fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: replicates, maxLength: replicates }),
      { minLength: count, maxLength: count },
    ),
  );

/** With three rows, a third of the variance would be shared by chance alone: half of it is counted, 1 / (1/4 / 1 + 1/4 / 2). */
test('at least half of the variance counts as shared', () => {
  const { degrees } = measureNoise([
    [1, 2],
    [2, 1],
    [3, 3],
  ]);
  expect(degrees).toBeCloseTo(8 / 3, 12);
});

test('the total is the pooled variance within rows, and the degrees lie between those of one row and of all', () => {
  const law = (all: readonly (readonly number[])[]): void => {
    const { total, degrees } = measureNoise(all);
    const replicates = all[0]?.length ?? 0;
    const variances = all.map((row) => {
      const mean = row.reduce((a, b) => a + b) / row.length;
      return row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (row.length - 1);
    });
    expect(total).toBeCloseTo(variances.reduce((a, b) => a + b) / all.length, 6);
    expect(degrees).toBeGreaterThanOrEqual((replicates - 1) * (1 - 1e-9));
    expect(degrees).toBeLessThanOrEqual(all.length * (replicates - 1) * (1 + 1e-9));
  };
  fc.assert(fc.property(rows, law));
});
