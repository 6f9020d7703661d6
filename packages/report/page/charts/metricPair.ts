import type { ReportData } from '../../src/data/reportData.js';
import { xAxis, yAxis } from './axis.js';
import { base, type Chart, type View } from './chart.js';
import { type DrawnMetric, isTrialBeyond, metricAxisOptions, notes } from './metricAxis.js';
import { type TrialPoint, points, pointsNote, tooltip } from './points.js';

/** Two metrics of each trial against each other. */
export function metricPair(data: ReportData, view: View, x: DrawnMetric, y: DrawnMetric): Chart {
  const { theme } = view;
  const at = x.values.flatMap((a, index): TrialPoint[] => {
    const b = y.values[index] ?? null;
    return a === null || b === null ? [] : [[x.axis.place(a), y.axis.place(b), index]];
  });
  const [isBeyondX, isBeyondY] = [isTrialBeyond(x), isTrialBeyond(y)];
  return {
    height: 320,
    description: `Metrics: ${y.name} against ${x.name} of ${at.length} trials.`,
    ...notes(pointsNote(data, view), x.axis, y.axis),
    option: {
      ...base(view),
      tooltip: tooltip(data, view),
      grid: { left: 64, right: 20, top: 34, bottom: 48 },
      xAxis: xAxis(theme, metricAxisOptions(x)),
      yAxis: yAxis(theme, metricAxisOptions(y)),
      series: points(data, view, at, { isBeyond: (index) => isBeyondX(index) || isBeyondY(index) }),
    },
  };
}
