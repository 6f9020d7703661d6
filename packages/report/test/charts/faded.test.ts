import type { View } from '../../page/charts/chart';
import { curves } from '../../page/charts/curves';
import { parallel } from '../../page/charts/parallel';
import { light } from '../../page/charts/theme';
import { sampleReport } from '../../e2e/sampleReport';
import { createReportData } from '../../src/index';

const data = createReportData(sampleReport(60));
const odd = data.trials.id.map((_, index) => index % 2 === 1);
const view: View = { theme: light, width: 1200, selected: [], shown: odd };

interface Line {
  readonly index: number;
  readonly color: string;
}

const linesOfParallel = (): Line[] => {
  const [series] = parallel(data, view).option.series as unknown as [{ readonly data: readonly ParallelLine[] }];
  return series.data.map(({ value, lineStyle }) => ({ index: value.at(-1) as number, color: lineStyle.color }));
};
const reported = { metric: 'loss', lines: data.trials.id.map((_, index) => [index, [1, 2], [2, 1]] as const) };
const linesOfCurves = (): Line[] =>
  (curves(data, view, reported).option.series as unknown as CurveLine[]).map(({ data: [point], lineStyle }) => ({
    index: point?.[2] as number,
    color: lineStyle.color,
  }));

interface ParallelLine {
  readonly value: readonly unknown[];
  readonly lineStyle: { readonly color: string };
}
interface CurveLine {
  readonly data: readonly (readonly unknown[])[];
  readonly lineStyle: { readonly color: string };
}

// Hundreds of faint lines in the colours of results would look like strong ones.
test.each([
  ['parallel', linesOfParallel],
  ['curves', linesOfCurves],
])('lines that the filter leaves out have one pale colour, except the best: %s', (_, linesOf) => {
  const lines = linesOf().filter(({ index }) => index !== data.best);
  const left = lines.filter(({ index }) => index % 2 === 0);
  const shown = lines.filter(({ index }) => index % 2 === 1);
  expect(left.length).toBeGreaterThan(5);
  expect(shown.length).toBeGreaterThan(5);
  expect(new Set(left.map(({ color }) => color))).toEqual(new Set([light.faded]));
  expect(shown.map(({ color }) => color)).not.toContain(light.faded);
});

test('lines that the filter leaves out are drawn below the others', () => {
  const order = linesOfParallel().map(({ index }) => index % 2);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});
