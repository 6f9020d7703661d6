import * as fc from 'fast-check';

import { createCurves, formatCurves, parseCurves } from '../../src/lock/curves.js';

const metric = { name: 'loss', goal: 'minimize' } as const;
const curveOf = (...values: number[]) => values.map((value, step) => ({ step, value }));

test('medians of running averages, at each step of the trials that got so far', () => {
  const { medians, trials } = createCurves(metric, [curveOf(4, 2, 0), curveOf(10, 0), curveOf(1, NaN, 2)]);
  expect(trials).toBe(3);
  // Running averages: 4 3 2, 10 5, 1 - 1.5.
  expect(medians).toEqual([
    [0, 4],
    [1, 4],
    [2, 1.75],
  ]);
});

test('a written file is read; an edit is noticed; the order of trials does not matter', () => {
  const curves = fc.array(fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { maxLength: 5 }), {
    maxLength: 5,
  });
  fc.assert(
    fc.property(curves, (values) => {
      const text = formatCurves(
        createCurves(
          metric,
          values.map((one) => curveOf(...one)),
        ),
      );
      expect(parseCurves(text)).toEqual({
        curves: createCurves(
          metric,
          values.map((one) => curveOf(...one)),
        ),
      });
      expect(
        formatCurves(
          createCurves(
            metric,
            values.toReversed().map((one) => curveOf(...one)),
          ),
        ),
      ).toBe(text);
      expect(parseCurves(text.replace('"loss"', '"gain"'))).toEqual({ problem: 'it was edited' });
    }),
  );
  expect(parseCurves('{')).toEqual({ problem: 'it does not contain curves' });
});

test('reports that are too large to be added are left out, so that what is written can be read', () => {
  const curves = createCurves(metric, [curveOf(1.5e308, 1.5e308), curveOf(1.7e308)]);
  expect(curves.medians).toEqual([[0, 1.6e308]]);
  expect(parseCurves(formatCurves(curves))).toEqual({ curves });
});
