import type { CheckedData, ReportData } from '../../src/data/reportData.js';
import { xAxis } from './axis.js';
import { base, type Chart, type View } from './chart.js';
import { type DrawnMetric, metricAxes, metricAxisOptions, notes } from './metricAxis.js';
import { tooltip } from './points.js';

/** Seen against checked: what was seen of each of the best at first, and what its replicates were. */
export function checked(data: ReportData, view: View): Chart {
  const { theme } = view;
  const rows = data.checked ?? [];
  const metric = drawnOf(data, rows);
  const at = (value: number): number => metric.axis.place(value);
  const scatter = (name: string, options: object): object => ({
    name,
    type: 'scatter',
    emphasis: { disabled: true },
    ...options,
  });
  const line = (
    name: string,
    pieces: readonly (readonly [number, number])[],
    width: number,
    color: string,
  ): object => ({
    name,
    type: 'line',
    silent: true,
    showSymbol: false,
    z: 2,
    data: pieces.flatMap(([from, to], row) => [
      [at(from), row],
      [at(to), row],
      ['-', row],
    ]),
    lineStyle: { color, width },
  });
  return {
    height: 74 + 30 * rows.length,
    description: `Seen against checked: ${metric.name} of the best ${rows.length} configurations, first as it was seen (circle), then as the mean of later replicates (bar: its standard error).`,
    ...notes(
      { note: 'Circle: the first value. Dots: later replicates. Diamond: their mean, with its standard error.' },
      metric.axis,
    ),
    option: {
      ...base(view),
      tooltip: tooltip(data, view),
      grid: { left: 150, right: 24, top: 14, bottom: 48 },
      xAxis: xAxis(theme, metricAxisOptions(metric)),
      yAxis: {
        type: 'category',
        inverse: true,
        data: rows.map(({ index }) => `#${data.trials.rank[index]}  ${data.trials.id[index]}`),
        axisLine: { lineStyle: { color: theme.soft } },
        axisTick: { show: false },
        axisLabel: { color: theme.ink, width: 136, overflow: 'truncate' },
        splitLine: { show: true, lineStyle: { color: theme.line } },
      },
      series: [
        line(
          'fall',
          rows.map(({ seen, mean }) => [seen, mean]),
          1,
          theme.soft,
        ),
        line(
          'standard errors',
          rows.map(({ mean, error }) => [mean - error, mean + error]),
          3,
          theme.best,
        ),
        scatter('seen', {
          z: 4,
          symbolSize: 11,
          data: rows.map(({ seen, index }, row) => [at(seen), row, index]),
          itemStyle: { color: theme.card, borderColor: theme.mark, borderWidth: 2 },
        }),
        scatter('later', {
          z: 3,
          symbolSize: 5,
          data: rows.flatMap(({ later, index }, row) => later.map((value) => [at(value), row, index])),
          itemStyle: { color: theme.mark, opacity: 0.7 },
        }),
        scatter('mean', {
          z: 5,
          symbol: 'diamond',
          symbolSize: 12,
          data: rows.map(({ mean, index }, row) => [at(mean), row, index]),
          itemStyle: { color: theme.best, borderColor: theme.card, borderWidth: 1 },
        }),
      ] as never,
    },
  };
}

/** The axis is for the configurations that are drawn: that of all trials would leave little room for their differences. */
function drawnOf({ metric }: ReportData, rows: readonly CheckedData[]): DrawnMetric {
  const values = rows.flatMap(({ seen, later }) => [seen, ...later]);
  const { name, goal } = metric;
  return { name, goal, values, axis: metricAxes({ values, goal })[0] };
}
