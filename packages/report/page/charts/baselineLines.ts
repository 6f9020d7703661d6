import type { LineSeriesOption } from 'echarts';

import type { ReportData } from '../../src/data/reportData.js';
import { withMeans } from '../../src/data/withMeans.js';
import type { View } from './chart.js';
import type { DrawnMetric } from './metricAxis.js';

interface Place {
  readonly xAxisIndex?: number;
  readonly yAxisIndex?: number;
}

/** Draws a horizontal line with its name for each baseline that has a value of the metric; one beyond the axis at its end. */
export function baselineLines(
  data: ReportData,
  { theme }: View,
  metric: DrawnMetric,
  [from, to]: readonly [number, number],
  place: Place = {},
): LineSeriesOption[] {
  return baselineValues(data, metric).map(({ name, value }) => ({
    name: `baseline ${name}`,
    type: 'line',
    silent: true,
    z: 1,
    ...place,
    symbol: 'circle',
    symbolSize: 0.1,
    data: [
      {
        value: [from, metric.axis.place(value)],
        label: {
          show: true,
          position: [2, -14],
          color: theme.soft,
          fontSize: 11,
          formatter: escapeTemplate(`${name}${metric.axis.isBeyond(value) ? ', beyond the axis' : ''}`),
        },
      },
      [to, metric.axis.place(value)],
    ],
    lineStyle: { color: theme.soft, width: 1.5, type: 'dotted' },
  }));
}

/** Says in the description of a chart which lines there are. */
export function baselinesNote(data: ReportData, metric: DrawnMetric): string {
  const names = baselineValues(data, metric).map(({ name }) => name);
  return names.length === 0 ? '' : ` Dotted lines are the baselines ${names.join(', ')}.`;
}

/** Returns the value of each baseline; with replicates, their mean. */
function baselineValues(
  data: ReportData,
  { name: metric }: DrawnMetric,
): readonly { readonly name: string; readonly value: number }[] {
  const values = withMeans(data).metrics.find(({ name }) => name === metric)?.values ?? [];
  return (data.baselines ?? []).flatMap(({ name, index }) => {
    const value = index === null ? null : (values[index] ?? null);
    return value === null ? [] : [{ name, value }];
  });
}

/** ECharts fills in `{a}` and the like. */
const escapeTemplate = (text: string): string => text.replaceAll('{', '(').replaceAll('}', ')');
