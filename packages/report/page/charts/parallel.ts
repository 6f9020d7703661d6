import type { ParamData, ReportData } from '../../src/data/reportData.js';
import { formatNumber } from '../../src/text/formatNumber.js';
import { categoriesOf } from '../../src/data/paramText.js';
import { base, type Chart, isShown, selectedColor, type View } from './chart.js';
import { shadeOf } from './shades.js';
import { noteOf, thin } from './thin.js';

/** The most axes for which a screen has room. */
const mostAxes = 12;

const mostLines = 1000;

/** Parallel coordinates: a line for each completed trial, through its params to its metric. */
export function parallel(data: ReportData, view: View): Chart {
  const { theme } = view;
  const metric = data.metrics[0]?.values ?? [];
  const params = parallelParams(data);
  const indices = metric.flatMap((value, index) => (value === null ? [] : [index]));
  const drawn = thin(data, view, mostLines);
  // The best is drawn last, on top.
  const order = indices
    .filter((index) => drawn.has(index))
    .toSorted((a, b) => (data.trials.rank[b] ?? 0) - (data.trials.rank[a] ?? 0));
  const shade = shadeOf(data, theme);
  return {
    height: 380,
    description: `Parallel coordinates: a line for each of ${indices.length} completed trials through ${params.map(({ label }) => label).join(', ')} and ${data.metric.name}; the ${theme.better}, the better. Drag along an axis to filter.`,
    ...noteOf(drawn),
    option: {
      ...base(view),
      parallel: {
        left: 56,
        right: 70,
        top: 44,
        bottom: 24,
        axisExpandable: false,
        parallelAxisDefault: {
          realtime: false,
          nameLocation: 'end',
          nameGap: 16,
          nameTruncate: { maxWidth: Math.max(60, (view.width - 130) / (params.length + 1)) },
          nameTextStyle: { color: theme.ink },
          axisLine: { lineStyle: { color: theme.soft } },
          axisTick: { lineStyle: { color: theme.soft } },
          axisLabel: labelOn(view),
          areaSelectStyle: { width: 18, color: theme.mark, opacity: 0.25, borderColor: theme.mark },
        },
      },
      parallelAxis: [
        ...params.map((param, dim) => ({
          id: axisId(dim),
          dim,
          name: param.label,
          ...axisType(param, view, params.length),
          ...(dim === 0 ? { nameTextStyle: { align: 'left', padding: [0, 0, 0, -44] } } : {}),
        })),
        {
          id: axisId(params.length),
          dim: params.length,
          name: data.metric.name,
          type: 'value',
          scale: true,
          axisLabel: { ...labelOn(view), formatter: formatNumber },
          nameTextStyle: { align: 'right', padding: [0, -60, 0, 0] },
        },
      ] as never,
      series: [
        {
          type: 'parallel',
          progressive: 0,
          smooth: false,
          inactiveOpacity: 0.06,
          activeOpacity: 1,
          emphasis: { disabled: true },
          data: order.map((index) => {
            const chosen = selectedColor(view, index);
            const isVivid = chosen !== undefined || index === data.best;
            const faint = isShown(view, index) ? (order.length > 500 ? 0.25 : 0.55) : 0.04;
            return {
              value: [...params.map((param) => cellOf(param, index)), metric[index] ?? '-', index],
              lineStyle: {
                color: chosen ?? (index === data.best ? theme.best : shade(index)),
                width: isVivid ? 3 : 1.2,
                opacity: isVivid ? 1 : faint,
              },
            };
          }) as never,
        },
      ],
    },
  };
}

/** The parameters that have an axis: the most important ones if there are too many. */
export function parallelParams({ params, importance }: ReportData): readonly ParamData[] {
  if (params.length < mostAxes || importance === null) return params.slice(0, mostAxes - 1);
  const chosen = new Set(importance.parameters.slice(0, mostAxes - 1).map(({ label }) => label));
  return params.filter(({ label }) => chosen.has(label));
}

/** The id by which a stroke names its axis. */
export const axisId = (dim: number): string => `axis${dim}`;

const axisType = (param: ParamData, view: View, axes: number): object => {
  const axisLabel = { ...labelOn(view), formatter: param.scale === 'category' ? shortened(view, axes) : formatNumber };
  return param.scale === 'category'
    ? { type: 'category', data: categoriesOf(param), axisLabel }
    : { type: param.scale === 'log' ? 'log' : 'value', scale: true, axisLabel };
};

/** Lines run behind the labels, which remain readable on a background of their own. */
const labelOn = ({ theme }: View): object => ({
  color: theme.ink,
  backgroundColor: theme.card,
  padding: [1, 3],
  borderRadius: 3,
});

/** Shortens a text to end before the next axis, at about seven pixels per letter. */
function shortened({ width }: View, axes: number): (text: string) => string {
  const most = Math.max(4, Math.floor((width - 130) / axes / 7) - 3);
  return (text) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
}

/** An empty cell if a trial does not have the parameter: the line is interrupted there. */
const cellOf = (param: ParamData, index: number): number | string => param.values[index] ?? '-';
