import type { LineSeriesOption, ScatterSeriesOption } from 'echarts';

import type { ReportData } from '../../src/data/reportData.js';
import type { View } from './chart.js';
import type { DrawnMetric } from './metricAxis.js';

interface Place {
  readonly xAxisIndex?: number;
  readonly yAxisIndex?: number;
}

/** More bars than this would cover each other: the best configurations have theirs. */
const mostBars = 200;

/** Draws the mean of each configuration, and a bar of one standard error to both sides. Nothing without replicates. */
export function errorBars(
  { configurations, metrics, trials }: ReportData,
  { theme }: View,
  { name, axis }: DrawnMetric,
  xOf: (index: number) => number | null,
  place: Place = {},
): (LineSeriesOption | ScatterSeriesOption)[] {
  const metric = metrics.findIndex((one) => one.name === name);
  const means = configurations?.means[metric] ?? [];
  const spreads = configurations?.spreads[metric] ?? [];
  const bars = means
    .flatMap((mean, index) => {
      const [spread, x] = [spreads[index] ?? null, xOf(index)];
      return mean === null || spread === null || x === null || axis.isBeyond(mean) ? [] : [{ x, mean, spread, index }];
    })
    .toSorted((a, b) => (trials.rank[a.index] ?? 0) - (trials.rank[b.index] ?? 0))
    .slice(0, mostBars);
  if (bars.length === 0) return [];
  const low = (mean: number, spread: number): number =>
    axis.place(axis.scale === 'log' && mean <= spread ? mean : mean - spread);
  return [
    {
      name: 'standard errors',
      type: 'line',
      silent: true,
      showSymbol: false,
      z: 4,
      ...place,
      data: bars.flatMap(({ x, mean, spread }) => [
        [x, low(mean, spread)],
        [x, axis.place(mean + spread)],
        [x, '-'],
      ]),
      lineStyle: { color: theme.ink, width: 1.5, opacity: 0.8 },
    },
    {
      name: 'means',
      type: 'scatter',
      silent: true,
      symbol: 'rect',
      symbolSize: [9, 2],
      z: 4,
      ...place,
      data: bars.map(({ x, mean }) => [x, axis.place(mean)]),
      itemStyle: { color: theme.ink, opacity: 0.8 },
    },
  ];
}

/** Explains the bars to a reader, for the description of a chart. */
export const barsNote = ({ configurations }: ReportData): string =>
  configurations === undefined ? '' : ' Bars: the mean of a configuration, and its standard error to both sides.';
