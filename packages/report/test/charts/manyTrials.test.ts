import type { Chart, View } from '../../page/charts/chart';
import { cost, timeOf } from '../../page/charts/cost';
import { history } from '../../page/charts/history';
import { drawn } from '../../page/charts/metricAxis';
import { metricPair } from '../../page/charts/metricPair';
import { parallel } from '../../page/charts/parallel';
import { slices } from '../../page/charts/slices';
import { timeline } from '../../page/charts/timeline';
import { light } from '../../page/charts/theme';
import { sampleReport } from '../../e2e/sampleReport';
import { createReportData } from '../../src/index';

/** Counts what a chart makes the plot library do, which decides how quickly the page answers. */
const data = createReportData(sampleReport(10_000));
const charts = {
  history: (seen) => history(data, seen),
  slices: (seen) => slices(data, seen, data.params),
  metrics: (seen) => metricPair(data, seen, drawn(data, 1), drawn(data)),
  frugal: (seen) => cost(data, seen, timeOf(data), drawn(data)),
  timeline: (seen) => timeline(data, seen),
  parallel: (seen) => parallel(data, seen),
} as const satisfies { readonly [name: string]: (seen: View) => Chart };
const view: View = { theme: light, width: 1200, selected: [] };
const none = data.trials.id.map(() => false);

interface Series {
  readonly type: string;
  readonly name?: string;
  readonly data: readonly unknown[];
  readonly large?: boolean;
  readonly largeThreshold?: number;
}

const seriesOf = (name: keyof typeof charts, seen: View): readonly Series[] =>
  charts[name](seen).option.series as never;

/** A line is one shape, and so is a crowd of points; other marks are one each. */
const shapesIn = ({ type, data: marks, large = false, largeThreshold = 0 }: Series): number =>
  type === 'line' || (large && marks.length >= largeThreshold) ? 1 : marks.length;

test.each([
  ['history', 300],
  ['slices', 20],
  ['metrics', 20],
  ['frugal', 100],
  ['timeline', 2500],
  ['parallel', 1000],
] as const)('of 10,000 trials, the chart "%s" has at most %i shapes, with a filter and without', (name, most) => {
  for (const seen of [view, { ...view, shown: none }]) {
    const series = seriesOf(name, seen);
    const shapes = series.reduce((sum, one) => sum + shapesIn(one), 0);
    expect(shapes).toBeGreaterThan(0);
    expect(shapes).toBeLessThanOrEqual(most);
  }
});

test('a crowd of points has those of its kind alone, and others keep their marks', () => {
  const series = seriesOf('history', view);
  const trials = series.find(({ name }) => name === 'trials');
  expect(trials?.data.length).toBeGreaterThan(1500);
  expect(trials?.data.every((point) => Array.isArray(point))).toBe(true);
});

test('bars that look alike are drawn once for each moment, and selected ones are always drawn', () => {
  const bars = (selected: readonly number[]): ReadonlySet<unknown> =>
    new Set(
      seriesOf('timeline', { ...view, selected }).flatMap((one) => (one.data as number[][]).map((bar) => bar[3])),
    );
  const some = bars([]);
  const left = data.trials.id.findIndex((_, index) => !some.has(index));
  expect(left).toBeGreaterThanOrEqual(0);
  expect(bars([left]).has(left)).toBe(true);
});
