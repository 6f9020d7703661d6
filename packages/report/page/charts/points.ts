import type { ScatterSeriesOption } from 'echarts';

import type { ReportData } from '../../src/data/reportData.js';
import { formatNumber } from '../../src/text/formatNumber.js';
import { textOf } from '../../src/data/paramText.js';
import { isShown, selectedColor, type View } from './chart.js';
import { goalsIn, marksOf } from './marks.js';
import type { Theme } from './theme.js';
import { noteOf, thin, type Thinned } from './thin.js';

/** A trial at a position in a chart. */
export type TrialPoint = readonly [x: number, y: number, index: number];

interface PointOptions {
  readonly xAxisIndex?: number;
  readonly yAxisIndex?: number;
  /** The colour of a trial, if it means more than that the filter matches it. */
  readonly colorOf?: (index: number) => string;
  /** True if a trial lies beyond the axis, at the end of which it is drawn as a triangle. */
  readonly isBeyond?: (index: number) => boolean;
  /** True if a trial is outlined: by default, if it is on the Pareto front. */
  readonly isOutlined?: (index: number) => boolean;
  /** True if a trial is pale, since others matter more. */
  readonly isPale?: (index: number) => boolean;
}

/** The most points in one chart. */
const mostPoints = 2000;

/** From this many on, marks that look alike are one shape: each for itself costs the library more than all else. */
const crowd = 500;

/** The note of a chart that does not draw all trials as points. */
export const pointsNote = (data: ReportData, view: View): Pick<Thinned, 'note'> => noteOf(thin(data, view, mostPoints));

/**
 * Draws trials as points: those filtered out faint and behind the others, those of the front outlined, those that violate rules as
 * crosses, selected ones coloured, the best one ringed.
 */
export function points(
  data: ReportData,
  view: View,
  every: readonly TrialPoint[],
  {
    colorOf,
    isBeyond = () => false,
    isOutlined = marksOf(data).isOnFront,
    isPale = () => false,
    ...place
  }: PointOptions = {},
): ScatterSeriesOption[] {
  const { theme } = view;
  const { violates } = marksOf(data);
  const drawn = thin(data, view, mostPoints);
  const all = every.filter(([, , index]) => drawn.has(index));
  const chosen = all.filter(([, , index]) => view.selected.includes(index));
  const best = all.filter(([, , index]) => index === data.best);
  const layer = (z: number, options: ScatterSeriesOption): ScatterSeriesOption => ({
    type: 'scatter',
    progressive: 0,
    symbolSize: all.length > 2000 ? 5 : 8,
    z,
    emphasis: { disabled: true },
    ...place,
    ...options,
  });
  const mark = (point: TrialPoint): object => ({
    value: copy(point),
    ...(colorOf === undefined ? {} : { itemStyle: { color: colorOf(point[2]) } }),
    ...(isPale(point[2]) ? { itemStyle: { opacity: 0.35 } } : {}),
    ...(isBeyond(point[2]) ? { symbol: 'triangle', symbolSize: 10 } : {}),
    ...(violates(point[2]) === undefined ? {} : crossed(theme)),
  });
  const isPlain = ([, , index]: TrialPoint): boolean =>
    colorOf === undefined && !isBeyond(index) && !isPale(index) && violates(index) === undefined;
  const shown = all.filter(([, , index]) => isShown(view, index));
  const isOnTop = ([, , index]: TrialPoint): boolean => isOutlined(index) && index !== data.best;
  const faint = all.filter(([, , index]) => !isShown(view, index));
  const below = shown.filter((point) => !isOnTop(point));
  // In one shape, halos would lie on top of all points.
  const isCrowd = theme.halo === undefined && below.filter(isPlain).length >= crowd;
  const isApart = (point: TrialPoint): boolean => isCrowd && !isPlain(point);
  const itemStyle =
    theme.halo === undefined
      ? { color: theme.mark, opacity: 0.8 }
      : { color: theme.mark, borderColor: theme.halo, borderWidth: 1 };
  return [
    layer(2, { name: 'filtered out', data: faint.map(copy), ...asCrowd, itemStyle: { color: theme.faded } }),
    layer(3, {
      name: 'trials',
      data: below
        .filter((point) => !isApart(point))
        .map((point) => (isPlain(point) ? copy(point) : mark(point))) as never,
      ...(isCrowd ? asCrowd : {}),
      itemStyle,
    }),
    layer(3, { name: 'marked trials', data: below.filter(isApart).map(mark) as never, itemStyle }),
    layer(4, {
      name: 'front',
      data: shown.filter(isOnTop).map(mark) as never,
      symbolSize: 10,
      itemStyle: { color: theme.mark, borderColor: theme.best, borderWidth: 2, opacity: 1 },
    }),
    layer(4, {
      name: 'best',
      data: best.map(copy),
      symbolSize: 11,
      itemStyle: { color: theme.best, borderColor: theme.card, borderWidth: 1.5, opacity: 1 },
    }),
    layer(4, {
      name: 'best ring',
      data: best.map(copy),
      silent: true,
      symbolSize: 17,
      itemStyle: { color: 'transparent', borderColor: theme.best, borderWidth: 2, opacity: 1 },
    }),
    layer(5, {
      name: 'selected',
      symbol: 'diamond',
      symbolSize: 14,
      data: chosen.map((point) => ({
        value: copy(point),
        itemStyle: {
          color: selectedColor(view, point[2]) ?? theme.mark,
          borderColor: theme.card,
          borderWidth: 1,
          opacity: 1,
        },
      })),
    }),
  ].filter(({ data: drawn }) => (drawn?.length ?? 0) > 0);
}

const asCrowd: ScatterSeriesOption = { large: true, largeThreshold: crowd };

/** A cross, as what does not count. */
export const crossed = (theme: Theme): ScatterSeriesOption => ({
  symbol: 'path://M0 0L10 10M10 0L0 10',
  symbolSize: 8,
  itemStyle: { color: 'none', borderColor: theme.soft, borderWidth: 1.5 },
});

/** The tooltip of a point. */
function pointText(data: ReportData, index: number, more: readonly string[]): string {
  const { trials, params, best, front } = data;
  const title = `${trials.number[index]} (${trials.id[index]})`;
  const marks = marksOf(data);
  const onFront = marks.isOnFront(index) && index !== best ? ', on the front' : '';
  const lines = [
    index === best ? `${front === undefined ? 'Best' : 'Picked'}: trial ${title}` : `Trial ${title}${onFront}`,
    ...(marks.violates(index) ?? []).map((rule) => `violates ${rule}`),
    ...resultLines(data, index),
    ...more,
    ...params
      .slice(0, 12)
      .map((param) => [param.label, textOf(param, index)] as const)
      .filter(([, text]) => text !== '')
      .map(([label, text]) => `${label} ${text}`),
  ];
  return lines.map((line) => (line.length > 60 ? `${line.slice(0, 59)}…` : line)).join('\n');
}

/** The values of the goals, or how a trial ended that has none. */
function resultLines(data: ReportData, index: number): readonly string[] {
  const { metrics, violating = {}, violatingReplicates = {} } = data;
  const lines = goalsIn(data).flatMap(({ name }, place) => {
    const own = metrics[place]?.values[index] ?? violatingReplicates[index]?.[place];
    const value = own ?? violating[index]?.values[place] ?? null;
    return value === null ? [] : [`${name} ${formatNumber(value)}`];
  });
  return lines.length > 0 ? lines : [`${data.trials.outcome[index]}`];
}

/** The index of the trial that a mark represents: the last number of its value. */
export function indexOf(value: unknown): number | undefined {
  const last = Array.isArray(value) ? (value as readonly unknown[]).at(-1) : undefined;
  return typeof last === 'number' && Number.isInteger(last) ? last : undefined;
}

/** Tooltips are drawn on the canvas: the page's content policy does not allow styles in markup. */
export const tooltip = (
  data: ReportData,
  { theme }: View,
  more: (index: number) => readonly string[] = () => [],
): object => ({
  trigger: 'item',
  renderMode: 'richText',
  confine: true,
  backgroundColor: theme.card,
  borderColor: theme.soft,
  textStyle: { color: theme.ink, fontSize: 12 },
  formatter: ({ value }: { readonly value: unknown }) => {
    const index = indexOf(value);
    return index === undefined ? '' : escapeRich(pointText(data, index, more(index)));
  },
});

/** `{name|text}` would style the text. */
const escapeRich = (text: string): string => text.replaceAll('{', '(').replaceAll('}', ')');

const copy = ([x, y, index]: TrialPoint): number[] => [x, y, index];
