import type { ReportData } from '../../src/data/reportData.js';
import { xAxis, yAxis } from './axis.js';
import { base, type Chart, type View } from './chart.js';
import { type TrialPoint, points, pointsNote, tooltip } from './points.js';

/** Optimization history: the metric of each trial in the sweep's order, and the best so far. */
export function history(data: ReportData, view: View): Chart {
  const { theme } = view;
  const { trials, metrics, metric } = data;
  const completed = metricPoints(data);
  const others = trials.number.flatMap((number, index) =>
    (metrics[0]?.values[index] ?? null) === null ? [[number, 0, index]] : [],
  );
  return {
    height: 320,
    description: `Optimization history: ${metric.name} of ${completed.length} completed trials by trial number; the dashed line is the best so far${others.length > 0 ? `; crosses at the bottom are the ${others.length} others` : ''}.`,
    ...pointsNote(data, view),
    option: {
      ...base(view),
      tooltip: tooltip(data, view),
      grid: { left: 64, right: 20, top: 34, bottom: 48 },
      xAxis: { ...xAxis(theme, { name: 'trial number' }), min: 0, minInterval: 1 } as never,
      yAxis: [yAxis(theme, { name: metric.name }), { type: 'value', min: 0, max: 1, show: false }],
      series: [
        {
          name: 'best so far',
          type: 'line',
          step: 'end',
          showSymbol: false,
          silent: true,
          z: 1,
          data: bestSoFar(completed, metric.goal, trials.number.at(-1) ?? 0),
          lineStyle: { color: theme.best, width: 1.5, type: 'dashed' },
        },
        {
          name: 'not completed',
          type: 'scatter',
          yAxisIndex: 1,
          clip: false,
          z: 2,
          data: others,
          symbol: 'path://M0 0L10 10M10 0L0 10',
          symbolSize: 8,
          itemStyle: { color: 'none', borderColor: theme.soft, borderWidth: 1.5 },
        },
        ...points(data, view, completed),
      ],
    },
  };
}

/** Completed trials by number and metric. */
const metricPoints = ({ trials, metrics }: ReportData): TrialPoint[] =>
  trials.number.flatMap((number, index): TrialPoint[] => {
    const value = metrics[0]?.values[index] ?? null;
    return value === null ? [] : [[number, value, index]];
  });

/** A point for each trial that is better than all earlier ones, and one at the end. */
export function bestSoFar(completed: readonly TrialPoint[], goal: 'minimize' | 'maximize', end: number): number[][] {
  const steps: number[][] = [];
  for (const [number, value] of completed) {
    const best = steps.at(-1)?.[1];
    if (best === undefined || (goal === 'minimize' ? value < best : value > best)) steps.push([number, value]);
  }
  const last = steps.at(-1)?.[1];
  return last === undefined ? [] : [...steps, [end, last]];
}
