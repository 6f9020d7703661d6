import type { SweepProgress } from '../../src/data/progressOf.js';
import type { ReportData } from '../../src/data/reportData.js';
import { xAxis, yAxis } from './axis.js';
import { base, type Chart, type View } from './chart.js';
import { metricAxes, metricAxisOptions, notes } from './metricAxis.js';

const right = 130;

/** The best so far of several sweeps, against what they spent. */
export function sweepsProgress(
  lines: readonly SweepProgress[],
  view: View,
  spent: string,
  metric: ReportData['metric'],
): Chart {
  const { theme, width } = view;
  // The first trials of a sweep may be worse than all that matters.
  const [axis] = metricAxes({
    values: lines.flatMap(({ points }) => points.map(([, value]) => value ?? null)),
    goal: metric.goal,
  });
  const most = lines.reduce((so, { points }) => Math.max(so, points.at(-1)?.[0] ?? 0), 0);
  return {
    height: 360,
    description: `The best ${metric.name} so far of ${lines.map(({ sweep }) => sweep).join(', ')}, by ${spent}.`,
    ...notes(axis),
    option: {
      ...base(view),
      grid: { left: 64, right, top: 34, bottom: 48 },
      xAxis: { ...xAxis(theme, { name: spent, ends: { max: most } }), min: 0 } as never,
      yAxis: yAxis(theme, metricAxisOptions({ name: metric.name, axis })),
      series: lines.flatMap(({ sweep, points }, index) => {
        const color = theme.selected[index % theme.selected.length] ?? theme.mark;
        const drawn = points.map(([at = 0, value = 0]) => [at, axis.place(value)]);
        const end = drawn.at(-1);
        return [
          {
            name: sweep,
            type: 'line',
            step: 'end',
            showSymbol: points.length < 2,
            data: drawn,
            itemStyle: { color },
            lineStyle: { color, width: 2 },
          },
          // Leads to the name, which is beside the chart, where no other line crosses it.
          {
            type: 'line',
            silent: true,
            symbol: 'none',
            data: end === undefined ? [] : [end, [most, end[1]]],
            lineStyle: { color, width: 1, type: 'dotted' },
            endLabel: { show: true, formatter: sweep.replaceAll('{', '('), color, width: 116, overflow: 'truncate' },
            labelLayout: { x: width - right + 8, moveOverlap: 'shiftY' },
          },
        ];
      }) as never,
    },
  };
}
