import { withMeans } from '../../src/data/withMeans.js';
import type { ParamData, ReportData } from '../../src/data/reportData.js';
import { distinctTitles } from '../../src/data/distinctTitles.js';
import { andList } from '../../src/text/andList.js';
import { formatNumber } from '../../src/text/formatNumber.js';
import { categoriesOf } from '../../src/data/paramText.js';
import { base, type Chart, isShown, selectedColor, type View } from './chart.js';
import { extentOf } from './field.js';
import { goalsIn, marksOf, withViolating } from './marks.js';
import { type DrawnMetric, drawn, notes } from './metricAxis.js';
import { shadeOf } from './shades.js';
import { noteOf, thin } from './thin.js';

/** The most axes for which a screen has room. */
const mostAxes = 12;

const mostLines = 1000;

/** Parallel coordinates: a line for each completed trial, or configuration with replicates, through its params to its metric. */
export function parallel(each: ReportData, view: View): Chart {
  const { theme } = view;
  const data = withMeans(each);
  const metrics = parallelMetrics(data);
  const params = parallelParams(data);
  const last = params.length + metrics.length - 1;
  const titles = distinctTitles([
    ...params.map(({ label }) => ({ kind: 'param' as const, name: label })),
    ...metrics.map(({ name }) => ({ kind: 'metric' as const, name })),
  ]);
  const indices = (data.metrics[0]?.values ?? []).flatMap((value, index) => (value === null ? [] : [index]));
  const violating = Object.keys(data.violating ?? {}).map(Number);
  const kept = thin(data, view, mostLines);
  // The best is drawn last, on top, and what the filter leaves out first.
  const order = [...violating, ...indices]
    .filter((index) => kept.has(index))
    .toSorted((a, b) => Number(isShown(view, a)) - Number(isShown(view, b)) || rankIn(data, b) - rankIn(data, a));
  const { isOnFront, violates } = marksOf(data);
  const shade = shadeOf(data, theme);
  const absent = params.map(absentPlace);
  const { isTight, nameWidth } = roomFor(last, view);
  const nameGap = (dim: number): object => (isTight && dim % 2 === 1 ? { nameGap: 32 } : {});
  return {
    height: isTight ? 400 : 380,
    description: `Parallel coordinates: a line for each of ${indices.length} completed trials through ${andList([...params.map(({ label }) => label), ...metrics.map(({ name }) => name)])}; the ${theme.better}, the better${violating.length === 0 ? '' : `, dashed the ${violating.length} that violate a rule`}. Drag along an axis to filter.`,
    ...notes(noteOf(kept), ...metrics.map(({ axis }) => axis)),
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
          axisLabel: labelOn(view, last),
          areaSelectStyle: { width: 18, color: theme.mark, opacity: 0.25, borderColor: theme.mark },
        },
      },
      parallelAxis: [
        ...params.map((param, dim) => ({
          id: axisId(dim),
          dim,
          name: titles[dim] ?? '',
          ...nameGap(dim),
          ...axisType(param, view, last),
          ...(dim === 0 ? { nameTextStyle: { align: 'left', padding: [0, 0, 0, -44] } } : {}),
        })),
        ...metrics.map(({ axis }, place) => ({
          id: axisId(params.length + place),
          dim: params.length + place,
          name: titles[params.length + place] ?? '',
          ...nameGap(params.length + place),
          type: axis.scale === 'log' ? 'log' : 'value',
          scale: true,
          ...axis.ends,
          axisLabel: {
            ...labelOn(view, last),
            formatter: formatNumber,
            ...(axis.ends.min === undefined ? {} : { showMinLabel: false }),
            ...(axis.ends.max === undefined ? {} : { showMaxLabel: false }),
          },
          ...(params.length + place === last ? { nameTextStyle: { align: 'right', padding: [0, -60, 0, 0] } } : {}),
        })),
      ] as never,
      series: [
        {
          type: 'parallel',
          // On a canvas of their own, so that a stroke does not paint them each time that it moves.
          zlevel: -1,
          progressive: 0,
          smooth: false,
          inactiveOpacity: 0.06,
          activeOpacity: 1,
          emphasis: { disabled: true },
          data: order.map((index) => {
            const chosen = selectedColor(view, index);
            const isVivid = chosen !== undefined || index === data.best;
            const isFaded = !isShown(view, index);
            const opacity = isFaded ? 0.2 : order.length > 500 ? 0.25 : 0.55;
            const plain = isFaded ? theme.faded : violates(index) === undefined ? shade(index) : theme.soft;
            return {
              value: [
                ...params.map(({ values }, dim) => values[index] ?? absent[dim] ?? '-'),
                ...metrics.map(({ axis, values }) => axis.place(values[index] ?? NaN)),
                index,
              ],
              lineStyle: {
                ...(violates(index) === undefined ? {} : { type: 'dashed' }),
                color: chosen ?? (index === data.best ? theme.best : plain),
                width: isVivid ? 3 : isOnFront(index) ? 2 : 1.2,
                opacity: isVivid ? 1 : opacity,
              },
            };
          }) as never,
        },
      ],
    },
  };
}

/** Returns the rank of a trial. The one that is picked from a front counts as the best. */
const rankIn = ({ trials, front, best }: ReportData, index: number): number =>
  (trials.rank[index] ?? 0) - (front !== undefined && index === best ? 1 : 0);

/** The parameters that have an axis: the most important ones if there are too many. */
export function parallelParams(data: ReportData): readonly ParamData[] {
  const { params, importance } = data;
  const most = Math.max(1, mostAxes - parallelMetrics(data).length);
  if (params.length <= most || (importance?.parameters ?? []).length === 0) return params.slice(0, most);
  const chosen = new Set(importance?.parameters.slice(0, most).map(({ label }) => label));
  return params.filter(({ label }) => chosen.has(label));
}

/** The metrics that have an axis, with means of replicates: the goals, and what rules compare. */
export function parallelMetrics(data: ReportData): readonly DrawnMetric[] {
  const compared = new Set(data.rules?.flatMap(({ metrics }) => metrics));
  const valued = withViolating(data);
  const goals = goalsIn(data).length;
  return data.metrics.flatMap(({ name }, place) => (place < goals || compared.has(name) ? [drawn(valued, place)] : []));
}

/** The id by which a stroke names its axis. */
export const axisId = (dim: number): string => `axis${dim}`;

/** The label below an axis where trials are drawn that do not have the parameter. */
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

/** Returns the place of trials that do not have a parameter: below all values. Undefined if all have it. */
function absentPlace({ scale, values, categories = [] }: ParamData): number | undefined {
  if (!values.includes(null)) return undefined;
  if (scale === 'category') return categories.length;
  const [low, high] = extentOf(values);
  if (scale === 'log') return low / (high === low ? 10 : high / low) ** gap;
  return low - gap * (high === low ? 1 : high - low);
}

/** Lines run behind the labels, which remain readable on a background of their own. */
const labelOn = ({ theme, width }: View, axes: number): object => ({
  ...(roomFor(axes, { width }).isTight ? { fontSize: 9 } : {}),
  color: theme.ink,
  backgroundColor: theme.card,
  padding: [1, 3],
  borderRadius: 3,
});

interface Room {
  /** True if axes are so close that names need two lines, and labels a small font. */
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
