import type { ParamData, ReportData } from '../../src/data/reportData.js';
import { paramAxis, xAxis, yAxis } from './axis.js';
import { base, type Chart, type View } from './chart.js';
import { baselineLines, baselinesNote } from './baselineLines.js';
import { barsNote, errorBars } from './errorBars.js';
import { extentOf } from './field.js';
import { type DrawnMetric, drawn, isTrialBeyond, metricAxisOptions, notes } from './metricAxis.js';
import { type TrialPoint, points, pointsNote, tooltip } from './points.js';

const height = 250;

/** Slices: a plot for each parameter, of the metric of completed trials against its values. */
export function slices(
  data: ReportData,
  view: View,
  params: readonly ParamData[],
  metric: DrawnMetric = drawn(data),
): Chart {
  const { theme, width } = view;
  const columns = Math.max(1, Math.min(params.length, Math.floor(width / 330)));
  const cell = width / columns;
  const place = (index: number): { left: number; top: number; width: number; height: number } => ({
    left: (index % columns) * cell + 62,
    top: Math.floor(index / columns) * height + 34,
    width: cell - 82,
    height: height - 84,
  });
  return {
    height: Math.ceil(params.length / columns) * height,
    description: `Slices: ${metric.name} against ${params.map(({ label }) => label).join(', ')}.${barsNote(data)}${baselinesNote(data, metric)}`,
    ...notes(pointsNote(data, view), metric.axis),
    option: {
      ...base(view),
      tooltip: tooltip(data, view),
      grid: params.map((_, index) => place(index)),
      xAxis: params.map((param, gridIndex) => xAxis(theme, { ...paramAxis(param), gridIndex })),
      yAxis: params.map((_, gridIndex) => yAxis(theme, { ...metricAxisOptions(metric), gridIndex })),
      series: params.flatMap((param, index) => {
        const axes = { xAxisIndex: index, yAxisIndex: index };
        return [
          ...baselineLines(data, view, metric, spanOf(param), axes),
          ...errorBars(data, view, metric, (trial) => param.values[trial] ?? null, axes),
          ...points(data, view, slicePoints(param, metric), { ...axes, isBeyond: isTrialBeyond(metric) }),
        ];
      }),
    },
  };
}

/** The places between which a line crosses the plot of a parameter. */
const spanOf = ({ values, bounds, categories }: ParamData): readonly [number, number] => {
  if (categories !== undefined) return [0, categories.length - 1];
  return extentOf(bounds === undefined ? values : [...values, ...bounds]);
};

const slicePoints = ({ values }: ParamData, { values: metric, axis }: DrawnMetric): TrialPoint[] =>
  values.flatMap((value, index): TrialPoint[] => {
    const result = metric[index] ?? null;
    return value === null || result === null ? [] : [[value, axis.place(result), index]];
  });
