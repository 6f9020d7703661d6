import * as fc from 'fast-check';

import { axisChoice } from '../../page/charts/axisChoice.js';
import { goals } from '../../page/charts/goals.js';
import { withViolating } from '../../page/charts/marks.js';
import { axesIn, drawn } from '../../page/charts/metricAxis.js';
import { parallel } from '../../page/charts/parallel.js';
import { light } from '../../page/charts/theme.js';
import { createReportData } from '../../src/index.js';
import type { ReportData } from '../../src/data/reportData.js';
import { frontReport, measured, twoGoals } from '../support/twoGoals.js';

const view = { theme: light, width: 600, selected: [] };

/** Trials with these errors, speeds and sizes, of which each goal has to be small. */
function dataOf(
  points: readonly (readonly number[])[],
  changes: object = {},
  reference: { readonly [goal: string]: number } = {},
): ReportData {
  const metric = {
    ...twoGoals,
    goals: [
      { name: 'error', goal: 'minimize' },
      { name: 'speed', goal: 'minimize' },
    ] as const,
    ...changes,
  };
  return createReportData({
    ...frontReport,
    metric,
    reference,
    trials: points.map((one, number) => measured(number, one, metric)),
  });
}

const chartOf = (data: ReportData) => {
  if (data.front === undefined) throw new Error('there are two goals');
  return goals(data, view, data.front, { x: 0, y: 1 });
};
const seriesOf = (data: ReportData) => {
  const all = chartOf(data).option.series as readonly { readonly name: string; readonly data: readonly unknown[] }[];
  return new Map(all.map(({ name, data: own }) => [name, own]));
};

/** Twenty good trials that differ little, all but the first dominated. */
const near = Array.from({ length: 20 }, (_, index) => [1 + index / 20, 1 + index / 20, 1]);

test('no member of the front lies beyond an axis, though it is far from all others', () => {
  const data = dataOf([...near, [20, 0.9, 1]]);
  expect(data.front?.members).toEqual([0, 20]);
  expect(drawn(data, 0).axis).toMatchObject({ label: 'linear', ends: {} });
  const value = fc.double({ min: -100, max: 100, noNaN: true }).map((one) => one ** 3);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(value, value, fc.constantFrom(1, 999)), { minLength: 1, maxLength: 30 }),
      (points) => {
        const found = withViolating(dataOf(points));
        for (const index of found.front?.members ?? [])
          for (const place of [0, 1])
            for (const axis of axesIn(found, place)) {
              const own = found.metrics[place]?.values[index] ?? NaN;
              expect([axis.place(own), axis.isBeyond(own)]).toEqual([own, false]);
            }
      },
    ),
    { numRuns: 50 },
  );
});

test('what violates a rule may lie beyond the axis, on the good side too, and the note names the metric', () => {
  const { axis, name } = drawn(withViolating(dataOf([...near, [-500, 1, 999], [15, 1.5, 999]])), 0);
  expect(name).toBe('error');
  expect(axis.note).toBe('2 of 22 values of error lie beyond the axis and are drawn at its end.');
  expect([axis.isBeyond(-500), axis.isBeyond(1), axis.isBeyond(1.95)]).toEqual([true, false, false]);
});

test('an axis reaches for the bound of a rule that is near, and only what is seen counts as shaded', () => {
  const far = [...near, [-500, 1, 1], [500, 1.5, 1]];
  const bound = (rule: string) => seriesOf(dataOf(far, { results: ['error >= 0', rule] }));
  expect([...bound('error <= 2').keys()]).toContain('excluded by error <= 2');
  expect([...bound('error <= 90').keys()].filter((name) => name.startsWith('excluded'))).toEqual([]);
  expect(chartOf(dataOf(near, { results: ['error <= 90'] })).note).not.toContain('shaded');
});

test('the axes reach for the reference unless it would leave little room for the values', () => {
  const referenceAt = (error: number) =>
    seriesOf(dataOf([[2, 1.5, 999], ...near], {}, { error, speed: 1.55 })).get('reference');
  expect(referenceAt(4.3)).toEqual([[4.3, 1.55]]);
  expect(referenceAt(25)).toBeUndefined();
  expect(chartOf(dataOf(near, {}, { error: 25 })).note).toContain('the reference is outside of the chart');
});

/** From 1 to 100,000: the faster, the worse. */
const wide = Array.from({ length: 11 }, (_, index) => [1 + index / 10, 10 ** (5 - index / 2), 1]);

test('a goal whose positive values span more than a factor of 30 has a logarithmic axis', () => {
  const scales = (points: readonly (readonly number[])[]) =>
    [0, 1].map((place) => drawn(dataOf(points), place).axis.scale);
  expect(scales(wide)).toEqual(['linear', 'log']);
  expect(scales([...wide, [3, 0, 1]])).toEqual(['linear', 'linear']);
  expect(
    scales([
      [1, 1, 1],
      [2, 30, 1],
    ]),
  ).toEqual(['linear', 'linear']);
  expect(
    scales([
      [1, 1, 1],
      [2, 31, 1],
    ]),
  ).toEqual(['linear', 'log']);
  const { parallelAxis } = parallel(dataOf(wide), view).option as { parallelAxis: readonly { type: string }[] };
  expect(parallelAxis.map(({ type }) => type)).toEqual(['value', 'value', 'log', 'value']);
});

test('on a logarithmic axis, the front and what rules exclude are where they are on any', () => {
  const series = seriesOf(dataOf(wide, { results: ['speed <= 5000'] }, { speed: 1.1e5 }));
  expect(series.get('front line')?.slice(0, 3)).toEqual([
    [1.3, 10 ** 3.5],
    [1.4, 10 ** 3.5],
    [1.4, 1000],
  ]);
  expect(series.has('excluded by speed <= 5000')).toBe(true);
  expect(series.get('reference')).toEqual([[expect.any(Number), 1.1e5]]);
});

test('a reference that is not positive is in no logarithmic chart, and the note says so', () => {
  const goalsUp = [
    { name: 'error', goal: 'minimize' },
    { name: 'speed', goal: 'maximize' },
  ];
  const data = dataOf(wide, { goals: goalsUp });
  expect(data.front?.reference[1]).toBeLessThan(0);
  expect(seriesOf(data).has('reference')).toBe(false);
  expect(chartOf(data)).toMatchObject({
    note: 'Outlined: the front; filled: picked; the reference is outside of the chart.',
    description: expect.stringContaining('The reference is error 1.99, speed -') as string,
  });
});

test('a reader may choose the axis of goals; by default each has its own', () => {
  const data = dataOf(wide);
  const [choice] = axisChoice(axesIn(data, 0), axesIn(data, 1));
  expect(choice).toEqual({ label: 'Axis', options: ['automatic', 'linear', 'logarithmic'], preset: 0 });
  const scales = choice?.options.map((label) => [0, 1].map((place) => drawn(data, place, label).axis.scale));
  expect(scales).toEqual([
    ['linear', 'log'],
    ['linear', 'linear'],
    ['log', 'log'],
  ]);
  const outlying = withViolating(dataOf([...near, [-500, 1e4, 999]]));
  expect(drawn(outlying, 1, 'linear, without outliers').axis.label).toMatch(/^linear/);
});
