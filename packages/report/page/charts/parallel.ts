import { withMeans } from '../../src/data/withMeans.js';
import type { ParamData, ReportData } from '../../src/data/reportData.js';
import { distinctTitles } from '../../src/data/distinctTitles.js';
import { formatNumber } from '../../src/text/formatNumber.js';
import { categoriesOf } from '../../src/data/paramText.js';
import { base, type Chart, isShown, selectedColor, type View } from './chart.js';
import { extentOf } from './field.js';
import { drawn, notes } from './metricAxis.js';
import { shadeOf } from './shades.js';
import { noteOf, thin } from './thin.js';

/** The most axes for which a screen has room. */
const mostAxes = 12;

const mostLines = 1000;

/** Parallel coordinates: a line for each completed trial, or configuration with replicates, through its params to its metric. */
export function parallel(each: ReportData, view: View): Chart {
  const { theme } = view;
  const data = withMeans(each);
  const { axis, values: metric } = drawn(data);
  const params = parallelParams(data);
  const titles = distinctTitles([
    ...params.map(({ label }) => ({ kind: 'param' as const, name: label })),
    { kind: 'metric', name: data.metric.name },
  ]);
  const indices = metric.flatMap((value, index) => (value === null ? [] : [index]));
  const kept = thin(data, view, mostLines);
  // The best is drawn last, on top.
  const order = indices
    .filter((index) => kept.has(index))
    .toSorted((a, b) => (data.trials.rank[b] ?? 0) - (data.trials.rank[a] ?? 0));
  const shade = shadeOf(data, theme);
  const { isTight, nameWidth } = roomFor(params.length, view);
  const nameGap = (dim: number): object => (isTight && dim % 2 === 1 ? { nameGap: 32 } : {});
  return {
    height: isTight ? 400 : 380,
    description: `Parallel coordinates: a line for each of ${indices.length} completed trials through ${params.map(({ label }) => label).join(', ')} and ${data.metric.name}; the ${theme.better}, the better. Drag along an axis to filter.`,
    ...notes(noteOf(kept), axis),
    option: {
      ...base(view),
      parallel: {
        left: 56,
        right: 70,
        top: isTight ? 60 : 44,
        bottom: 24,
        axisExpandable: false,
        parallelAxisDefault: {
          realtime: false,
          nameLocation: 'end',
          nameGap: 16,
          nameTruncate: { maxWidth: nameWidth },
          nameTextStyle: { color: theme.ink },
          axisLine: { lineStyle: { color: theme.soft } },
          axisTick: { lineStyle: { color: theme.soft } },
          axisLabel: labelOn(view, params.length),
          areaSelectStyle: { width: 18, color: theme.mark, opacity: 0.25, borderColor: theme.mark },
        },
      },
      parallelAxis: [
        ...params.map((param, dim) => ({
          id: axisId(dim),
          dim,
          name: titles[dim] ?? '',
          ...nameGap(dim),
          ...axisType(param, view, params.length),
          ...(dim === 0 ? { nameTextStyle: { align: 'left', padding: [0, 0, 0, -44] } } : {}),
        })),
        {
          id: axisId(params.length),
          dim: params.length,
          name: titles[params.length] ?? '',
          ...nameGap(params.length),
          type: 'value',
          scale: true,
          ...axis.ends,
          axisLabel: {
            ...labelOn(view, params.length),
            formatter: formatNumber,
            ...(axis.ends.min === undefined ? {} : { showMinLabel: false }),
            ...(axis.ends.max === undefined ? {} : { showMaxLabel: false }),
          },
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
              value: [...params.map((param) => placeOf(param, index)), axis.place(metric[index] ?? NaN), index],
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
  if (params.length < mostAxes || (importance?.parameters ?? []).length === 0) return params.slice(0, mostAxes - 1);
  const chosen = new Set(importance?.parameters.slice(0, mostAxes - 1).map(({ label }) => label));
  return params.filter(({ label }) => chosen.has(label));
}

/** The id by which a stroke names its axis. */
export const axisId = (dim: number): string => `axis${dim}`;

/** What stands below an axis where trials are drawn that do not have the parameter. */
const none = 'none';

const axisType = (param: ParamData, view: View, axes: number): object => {
  const absent = absentPlace(param);
  const axisLabel = {
    ...labelOn(view, axes),
    ...(absent === undefined ? {} : { showMinLabel: true }),
    formatter:
      param.scale === 'category'
        ? shortened(view, axes)
        : (value: number) => (value === absent ? none : formatNumber(value)),
  };
  const categories = [...categoriesOf(param), ...(absent === undefined ? [] : [none])];
  return param.scale === 'category'
    ? { type: 'category', data: categories, axisLabel }
    : {
        type: param.scale === 'log' ? 'log' : 'value',
        scale: true,
        ...(absent === undefined ? {} : { min: absent }),
        axisLabel,
      };
};

/** The part of an axis that lies below the values if some trials have none. */
const gap = 0.12;

/** Where trials are drawn that do not have a parameter: below all values. Undefined if all have it. */
function absentPlace({ scale, values, categories = [] }: ParamData): number | undefined {
  if (!values.includes(null)) return undefined;
  if (scale === 'category') return categories.length;
  const [low, high] = extentOf(values);
  if (scale === 'log') return low / (high === low ? 10 : high / low) ** gap;
  return low - gap * (high === low ? 1 : high - low);
}

const placeOf = (param: ParamData, index: number): number | string => param.values[index] ?? absentPlace(param) ?? '-';

/** Lines run behind the labels, which remain readable on a background of their own. */
const labelOn = ({ theme, width }: View, axes: number): object => ({
  ...(roomFor(axes, { width }).isTight ? { fontSize: 9 } : {}),
  color: theme.ink,
  backgroundColor: theme.card,
  padding: [1, 3],
  borderRadius: 3,
});

interface Room {
  /** Whether axes are so close that names need two lines, and labels a small font. */
  readonly isTight: boolean;
  readonly nameWidth: number;
}

function roomFor(axes: number, { width }: Pick<View, 'width'>): Room {
  const distance = (width - 130) / axes;
  const isTight = distance < 64;
  return { isTight, nameWidth: isTight ? 2 * distance - 6 : Math.max(60, (width - 130) / (axes + 1)) };
}

/** Shortens a text to end before the next axis, at about seven pixels per letter. */
function shortened({ width }: View, axes: number): (text: string) => string {
  const most = Math.max(4, Math.floor((width - 130) / axes / 7) - 3);
  return (text) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
}
