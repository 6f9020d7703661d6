import type { LineSeriesOption } from 'echarts';

import { bestSoFar } from '../../src/data/bestSoFar.js';
import { withMeans } from '../../src/data/withMeans.js';
import type { ReportData } from '../../src/data/reportData.js';
import { xAxis, yAxis } from './axis.js';
import { baselineLines, baselinesNote } from './baselineLines.js';
import { base, type Chart, type View } from './chart.js';
import { barsNote, errorBars } from './errorBars.js';
import { marksOf } from './marks.js';
import { type DrawnMetric, drawn, isTrialBeyond, metricAxisOptions, notes } from './metricAxis.js';
import { crossed, type TrialPoint, points, pointsNote, tooltip } from './points.js';
import type { Theme } from './theme.js';

/** Optimization history: the metric of each trial in the sweep's order, and the best so far. */
export function history(data: ReportData, view: View, metric: DrawnMetric = drawn(data)): Chart {
  const { theme } = view;
  const { trials } = data;
  const completed = metricPoints(data, metric);
  const others = trials.number.flatMap((number, index) =>
    (metric.values[index] ?? null) === null ? [[number, 0, index]] : [],
  );
  const { violates } = marksOf(data);
  const violating = completed.filter(([, , index]) => violates(index) !== undefined).length;
  // With several goals, the best in one of them alone is not a winner.
  const best =
    metric.goal === undefined || data.front !== undefined
      ? []
      : [bestLine(bestSoFar(metricPoints(data, meansOf(data, metric)), metric.goal, trials.number.at(-1) ?? 0), theme)];
  return {
    height: 320,
    description: `Optimization history: ${metric.name} of ${completed.length - violating} completed trials by trial number${marksText(data)}${violating === 0 ? '' : `; crosses beside them are ${violating} that violate a rule`}${best.length > 0 ? '; the dashed line is the best so far' : ''}${others.length > 0 ? `; crosses at the bottom are the ${others.length} others` : ''}.${barsNote(data)}${baselinesNote(data, metric)}`,
    ...notes(pointsNote(data, view), metric.axis),
    option: {
      ...base(view),
      tooltip: tooltip(data, view),
      grid: { left: 64, right: 20, top: 34, bottom: 48 },
      xAxis: { ...xAxis(theme, { name: 'trial number' }), min: 0, minInterval: 1 } as never,
      yAxis: [yAxis(theme, metricAxisOptions(metric)), { type: 'value', min: 0, max: 1, show: false }],
      series: [
        ...best,
        ...baselineLines(data, view, metric, [0, trials.number.at(-1) ?? 0]),
        {
          name: 'not completed',
          type: 'scatter',
          yAxisIndex: 1,
          clip: false,
          z: 2,
          data: others,
          ...crossed(theme),
        },
        ...errorBars(data, view, metric, (index) => trials.number[index] ?? null),
        ...points(data, view, completed, { isBeyond: isTrialBeyond(metric) }),
      ],
    },
  };
}

const marksText = ({ front }: ReportData): string =>
  front === undefined ? '' : `; the ${front.members.length} on the front are outlined`;

/** Returns the metric with means in place of the values of replicates: the best of these alone would be luck. */
const meansOf = (data: ReportData, metric: DrawnMetric): DrawnMetric => ({
  ...metric,
  ...withMeans(data).metrics.find(({ name }) => name === metric.name),
});

const bestLine = (data: number[][], theme: Theme): LineSeriesOption => ({
  name: 'best so far',
  type: 'line',
  step: 'end',
  showSymbol: false,
  silent: true,
  z: 1,
  data,
  lineStyle: { color: theme.best, width: 1.5, type: 'dashed' },
});

/** Completed trials by number and metric. */
const metricPoints = ({ trials }: ReportData, { values, axis }: DrawnMetric): TrialPoint[] =>
  trials.number.flatMap((number, index): TrialPoint[] => {
    const value = values[index] ?? null;
    return value === null ? [] : [[number, axis.place(value), index]];
  });
