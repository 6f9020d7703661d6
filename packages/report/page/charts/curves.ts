import type { CurveData, ReportData } from '../../src/data/reportData.js';
import { xAxis, yAxis } from './axis.js';
import { base, type Chart, isShown, selectedColor, type View } from './chart.js';
import { type MetricAxis, metricAxes, metricAxisOptions, notes } from './metricAxis.js';
import { tooltip } from './points.js';
import { shadeOf } from './shades.js';

/** More lines than this would blur, so only the best trials and the selected ones are drawn. */
const mostLines = 200;

/** The ways to draw what the best trials reported, where early or diverging reports may be the worst by far. */
export const curveAxes = (data: ReportData, curve: CurveData): readonly [MetricAxis, ...MetricAxis[]] =>
  metricAxes({
    values: byRank(data, curve)
      .slice(0, mostLines)
      .flatMap(([, , values]) => values),
    ...(curve.metric === data.metric.name && { goal: data.metric.goal }),
  });

const byRank = ({ trials }: ReportData, { lines }: CurveData): CurveData['lines'] =>
  lines.toSorted(([a], [b]) => (trials.rank[a] ?? 0) - (trials.rank[b] ?? 0));

/** Learning curves: what the trials reported of a metric, step by step. */
export function curves(data: ReportData, view: View, curve: CurveData, axis = curveAxes(data, curve)[0]): Chart {
  const { theme } = view;
  const shade = shadeOf(data, theme);
  const drawn = byRank(data, curve)
    .filter(([index], place) => place < mostLines || view.selected.includes(index))
    .toReversed();
  const few = drawn.length < curve.lines.length ? `the best ${mostLines} of ` : '';
  return {
    height: 320,
    description: `Learning curves: ${curve.metric} of ${few}${curve.lines.length} trials by step; the ${theme.better}, the better the trial.`,
    ...notes(axis),
    option: {
      ...base(view),
      tooltip: tooltip(data, view),
      grid: { left: 64, right: 20, top: 34, bottom: 48 },
      xAxis: xAxis(theme, { name: 'step' }),
      yAxis: yAxis(theme, metricAxisOptions({ name: curve.metric, axis })),
      series: drawn.map(([index, steps, values]) => {
        const chosen = selectedColor(view, index);
        const isVivid = chosen !== undefined || index === data.best;
        const isFaded = !isShown(view, index);
        const color = chosen ?? (index === data.best ? theme.best : isFaded ? theme.faded : shade(index));
        return {
          type: 'line',
          name: `trial ${data.trials.number[index]}`,
          z: isVivid ? 4 : isFaded ? 1 : 2,
          showSymbol: steps.length === 1,
          symbol: 'circle',
          symbolSize: 5,
          triggerLineEvent: true,
          clip: false,
          connectNulls: false,
          emphasis: { disabled: true },
          data: steps.map((step, at) => [step, placed(axis, values[at]), index]),
          itemStyle: { color },
          lineStyle: { width: isVivid ? 2.5 : 1.2, opacity: isVivid ? 1 : isFaded ? 0.2 : 0.55, color },
        };
      }) as never,
    },
  };
}

const placed = (axis: MetricAxis, value: number | null | undefined): number | '-' =>
  typeof value === 'number' ? axis.place(value) : '-';
