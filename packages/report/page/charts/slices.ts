import type { ParamData, ReportData } from '../../src/data/reportData.js';
import { paramAxis, xAxis, yAxis } from './axis.js';
import { base, type Chart, type View } from './chart.js';
import { type TrialPoint, points, pointsNote, tooltip } from './points.js';

const height = 250;

/** Slices: a plot for each parameter, of the metric of completed trials against its values. */
export function slices(data: ReportData, view: View, params: readonly ParamData[]): Chart {
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
    description: `Slices: ${data.metric.name} against ${params.map(({ label }) => label).join(', ')}.`,
    ...pointsNote(data, view),
    option: {
      ...base(view),
      tooltip: tooltip(data, view),
      grid: params.map((_, index) => place(index)),
      xAxis: params.map((param, gridIndex) => xAxis(theme, { ...paramAxis(param), gridIndex })),
      yAxis: params.map((_, gridIndex) => yAxis(theme, { name: data.metric.name, gridIndex })),
      series: params.flatMap((param, index) =>
        points(data, view, slicePoints(data, param), { xAxisIndex: index, yAxisIndex: index }),
      ),
    },
  };
}

const slicePoints = ({ metrics }: ReportData, { values }: ParamData): TrialPoint[] =>
  values.flatMap((value, index): TrialPoint[] => {
    const metric = metrics[0]?.values[index] ?? null;
    return value === null || metric === null ? [] : [[value, metric, index]];
  });
