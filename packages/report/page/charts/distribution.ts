import type { ReportData } from '../../src/data/reportData.js';
import { xAxis, yAxis } from './axis.js';
import { base, type Chart, isShown, selectedColor, type View } from './chart.js';
import { type DrawnMetric, drawn, metricAxisOptions, notes } from './metricAxis.js';

/** Empirical distribution: the share of completed trials that are at least as good as a value of the metric. */
export function distribution(data: ReportData, view: View, drawnMetric: DrawnMetric = drawn(data)): Chart {
  const { theme } = view;
  const { metric } = data;
  const { axis } = drawnMetric;
  const values = drawnMetric.values.map((value) => (value === null ? null : axis.place(value)));
  const all = present(values);
  const some = present(values.filter((_, index) => isShown(view, index)));
  const line = (name: string, steps: readonly (readonly number[])[], color: string, width: number): object => ({
    name,
    type: 'line',
    step: metric.goal === 'minimize' ? 'end' : 'start',
    showSymbol: false,
    silent: true,
    data: steps,
    lineStyle: { color, width },
  });
  return {
    height: 280,
    description: `Empirical distribution: the share of the ${all.length} completed trials whose ${metric.name} is at least as good.`,
    ...notes(axis),
    option: {
      ...base(view),
      grid: { left: 64, right: 20, top: 34, bottom: 48 },
      xAxis: xAxis(theme, metricAxisOptions(drawnMetric)),
      yAxis: { ...yAxis(theme, { name: 'share of trials' }), min: 0, max: 1 } as never,
      series: [
        line('all trials', steps(all, metric.goal), view.shown === undefined ? theme.mark : theme.faded, 2),
        ...(view.shown === undefined ? [] : [line('filtered', steps(some, metric.goal), theme.mark, 2)]),
        ...view.selected.flatMap((index) => {
          const value = values[index] ?? null;
          const color = selectedColor(view, index) ?? theme.mark;
          return value === null
            ? []
            : [
                {
                  type: 'line',
                  silent: true,
                  data: [],
                  markLine: {
                    symbol: 'none',
                    label: { show: true, formatter: `${data.trials.number[index]}`, color: theme.ink },
                    data: [{ xAxis: value }],
                    lineStyle: { color, type: 'solid', width: 2 },
                  },
                },
              ];
        }),
      ] as never,
    },
  };
}

const present = (values: readonly (number | null)[]): number[] =>
  values.filter((value) => value !== null).toSorted((a, b) => a - b);

/** Corners of the steps: for each value the share of trials that are at least as good. */
export function steps(sorted: readonly number[], goal: 'minimize' | 'maximize'): number[][] {
  const count = sorted.length;
  if (count === 0) return [];
  const at = sorted.map((value, index) => [value, (goal === 'minimize' ? index + 1 : count - index) / count]);
  const first = sorted[0] ?? 0;
  const last = sorted.at(-1) ?? 0;
  return goal === 'minimize' ? [[first, 0], ...at] : [...at, [last, 0]];
}
