import type { ReportData } from '../../src/data/reportData.js';
import { formatDuration } from '../../src/text/formatDuration.js';
import { xAxis, yAxis } from './axis.js';
import { base, type Chart, type View } from './chart.js';
import { type DrawnMetric, isTrialBeyond, metricAxes, axisNamed, metricAxisOptions, notes } from './metricAxis.js';
import { type TrialPoint, points, pointsNote, tooltip } from './points.js';
import { staircase, undominated } from './staircase.js';

/** Cost against quality: a goal of each configuration against the time that it took, with those that none beats in both. */
export function cost(data: ReportData, view: View, time: DrawnMetric, metric: DrawnMetric): Chart {
  const { theme } = view;
  const goals = ['minimize', metric.goal ?? 'minimize'] as const;
  const at = time.values.flatMap((seconds, index): TrialPoint[] => {
    const value = metric.values[index] ?? null;
    return seconds === null || value === null ? [] : [[time.axis.place(seconds), metric.axis.place(value), index]];
  });
  const isBeyond = [time, metric].map(isTrialBeyond);
  const frugal = new Set(undominated(at, goals).map(([, , index]) => index));
  return {
    height: 320,
    description: `Cost against quality: ${metric.name} of ${at.length} configurations against the time that they took; ${frugal.size} are frugal: no other is both faster and better.`,
    ...notes(
      pointsNote(data, view),
      { note: 'Outlined and joined: no other is both faster and better.' },
      time.axis,
      metric.axis,
    ),
    option: {
      ...base(view),
      tooltip: tooltip(data, view, (index) => durationText(time.values[index] ?? null)),
      grid: { left: 72, right: 24, top: 34, bottom: 48 },
      xAxis: xAxis(theme, metricAxisOptions(time)),
      yAxis: yAxis(theme, metricAxisOptions(metric)),
      series: [
        {
          name: 'frugal front',
          type: 'line',
          silent: true,
          showSymbol: false,
          z: 2,
          data: staircase(
            at.map(([x, y]) => [x, y]),
            goals,
          ).map(([x, y]) => [x, y]),
          lineStyle: { color: theme.best, width: 1.5 },
        },
        ...points(data, view, at, {
          isBeyond: (index) => isBeyond.some((test) => test(index)),
          isOutlined: (index) => frugal.has(index),
        }),
      ],
    },
  };
}

const durationText = (seconds: number | null): readonly string[] =>
  seconds === null ? [] : [`took ${formatDuration(1000 * seconds)}`];

/** The time that each configuration took, in seconds, at its first trial; null if that of a trial is unknown. */
export function timeOf({ timing = [], configurations }: ReportData, label?: string): DrawnMetric {
  const totals = new Map<number, number>();
  for (const [index, time] of timing.entries()) {
    const first = configurations?.first[index] ?? index;
    totals.set(first, (totals.get(first) ?? 0) + (time === null ? NaN : (time.wholeMs ?? time.durationMs) / 1000));
  }
  const values = timing.map((_, index) => {
    const total = totals.get(index) ?? NaN;
    return Number.isNaN(total) ? null : total;
  });
  const goal = 'minimize';
  return { name: 'seconds of computing', values, goal, axis: axisNamed(metricAxes({ values, goal }), label) };
}
