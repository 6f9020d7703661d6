import type { SweepProgress } from '../../src/data/progressOf.js';
import { xAxis, yAxis } from './axis.js';
import { base, type Chart, type View } from './chart.js';

/** The best so far of several sweeps, against what they spent. */
export function sweepsProgress(lines: readonly SweepProgress[], view: View, spent: string, metric: string): Chart {
  const { theme } = view;
  return {
    height: 360,
    description: `The best ${metric} so far of ${lines.map(({ sweep }) => sweep).join(', ')}, by ${spent}.`,
    option: {
      ...base(view),
      grid: { left: 64, right: 130, top: 34, bottom: 48 },
      xAxis: { ...xAxis(theme, { name: spent }), min: 0 } as never,
      yAxis: yAxis(theme, { name: metric }),
      series: lines.map(({ sweep, points }, index) => {
        const color = theme.selected[index % theme.selected.length] ?? theme.mark;
        return {
          name: sweep,
          type: 'line',
          step: 'end',
          showSymbol: points.length < 2,
          data: points,
          itemStyle: { color },
          lineStyle: { color, width: 2 },
          endLabel: { show: true, formatter: sweep.replaceAll('{', '('), color, width: 116, overflow: 'truncate' },
          labelLayout: { moveOverlap: 'shiftY' },
        };
      }) as never,
    },
  };
}
