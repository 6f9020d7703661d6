import type { FrontData, ReportData } from '../../src/data/reportData.js';
import { formatNumber } from '../../src/text/formatNumber.js';
import { xAxis, yAxis } from './axis.js';
import { base, type Chart, type View } from './chart.js';
import { referenceText } from './goals.js';
import { type TrialPoint, points, tooltip } from './points.js';

/** Hypervolume history: the volume that the front dominates after each configuration, with those that made it grow. */
export function hypervolume(data: ReportData, view: View, front: FrontData): Chart {
  const { theme } = view;
  const { number } = data.trials;
  const steps = front.history.map(([index, volume]): TrialPoint => [number[index] ?? 0, volume, index]);
  const growing = steps.filter(([, volume], place) => volume > (steps[place - 1]?.[1] ?? 0));
  const last = growing.at(-1);
  return {
    height: 400,
    description: `Hypervolume: ${formatNumber(front.hypervolume)} after ${steps.length} configurations${last === undefined ? '' : `; the last that made it grow is trial ${last[0]}`}.${referenceText(data, front)}`,
    note: `Measured from${referenceText(data, front).replace(' The reference is', '')}`,
    option: {
      ...base(view),
      tooltip: tooltip(data, view),
      grid: { left: 72, right: 24, top: 34, bottom: 48 },
      xAxis: { ...xAxis(theme, { name: 'trial number' }), min: 0, minInterval: 1 } as never,
      yAxis: yAxis(theme, { name: 'hypervolume' }),
      series: [
        {
          name: 'hypervolume',
          type: 'line',
          step: 'end',
          silent: true,
          showSymbol: false,
          z: 1,
          data: steps.map(([x, volume]) => [x, volume]),
          lineStyle: { color: theme.best, width: 1.5 },
        },
        ...points(data, view, growing),
      ],
    },
  };
}
