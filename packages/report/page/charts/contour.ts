import { contours } from 'd3-contour';
import type { CustomSeriesRenderItem } from 'echarts';

import type { ParamData, ReportData } from '../../src/data/reportData.js';
import { type Field, fieldOf, toPlace, extentOf } from './field.js';
import { formatNumber } from '../../src/text/formatNumber.js';
import { paramAxis, xAxis, yAxis } from './axis.js';
import { base, type Chart, type View } from './chart.js';
import { notes } from './metricAxis.js';
import { shadeOf } from './shades.js';
import { type TrialPoint, points, pointsNote, tooltip } from './points.js';
import type { Theme } from './theme.js';

const levels = 8;

/** Contour: the metric over two parameters, smoothed between the trials, which are drawn on top. */
export function contour(data: ReportData, view: View, x: ParamData, y: ParamData): Chart {
  const { theme } = view;
  const at = placesOf(data, x, y);
  const values = at.map(([, , index]) => data.metrics[0]?.values[index] ?? null);
  const isFlat = new Set(values).size < 2;
  const field = isFlat ? undefined : fieldOf(data, x, y);
  const bands = field && bandsFor(field, data, theme);
  const flat = isFlat && at.length > 1 ? { note: `${data.metric.name} is the same in all of these trials.` } : {};
  return {
    ...plane(
      data,
      view,
      x,
      y,
      [
        ...(field === undefined || bands === undefined ? [] : [surface(field, bands, x, y)]),
        ...points(data, onSurface(view), at),
      ],
      bands === undefined ? [] : legend(bands, view),
    ),
    ...notes(pointsNote(data, view), flat),
    description: `Contour: ${data.metric.name} over ${x.label} and ${y.label}, smoothed between ${at.length} trials; the ${theme.better}, the better.`,
  };
}

/** Rank plot: the trials over two parameters, each in the colour of its rank, without smoothing. */
export function rankPlot(data: ReportData, view: View, x: ParamData, y: ParamData): Chart {
  const at = placesOf(data, x, y);
  return {
    ...plane(
      data,
      view,
      x,
      y,
      points(data, { ...view, theme: { ...view.theme, halo: view.theme.soft } }, at, {
        colorOf: shadeOf(data, view.theme),
      }),
    ),
    description: `Rank: ${at.length} trials over ${x.label} and ${y.label}; the ${view.theme.better}, the better their ${data.metric.name}.`,
  };
}

const placesOf = ({ metrics }: ReportData, x: ParamData, y: ParamData): readonly TrialPoint[] =>
  (metrics[0]?.values ?? []).flatMap((metric, index): TrialPoint[] => {
    const [a, b] = [x.values[index] ?? null, y.values[index] ?? null];
    return metric === null || a === null || b === null ? [] : [[a, b, index]];
  });

function plane(
  data: ReportData,
  view: View,
  x: ParamData,
  y: ParamData,
  series: readonly object[],
  graphic: readonly object[] = [],
): Omit<Chart, 'description'> {
  const { theme } = view;
  return {
    height: 400,
    ...pointsNote(data, view),
    option: {
      ...base(view),
      tooltip: tooltip(data, view),
      grid: { left: 64, right: 24, top: 34, bottom: 48 },
      xAxis: bounded(xAxis(theme, paramAxis(x)), x) as never,
      yAxis: bounded(yAxis(theme, paramAxis(y)), y) as never,
      series: series as never,
      ...(graphic.length === 0 ? {} : { graphic: graphic as never }),
    },
  };
}

const anyValue = ({ values }: ParamData): number => values.find((value) => value !== null) ?? 0;

/** Points must be visible on both dark and pale surfaces. */
const onSurface = (view: View): View => ({
  ...view,
  theme: { ...view.theme, mark: view.theme.ink, halo: view.theme.card },
});

/** Spans exactly the known values: the ends are not round numbers, so they get no labels. */
const bounded = (axis: object & { readonly axisLabel?: object }, param: ParamData): object => ({
  ...axis,
  ...bounds(param),
  splitLine: { show: false },
  axisLabel: { ...axis.axisLabel, ...(param.scale === 'category' ? {} : { showMinLabel: false, showMaxLabel: false }) },
});

const bounds = ({ scale, values }: ParamData): object => {
  if (scale === 'category') return {};
  const [low, high] = extentOf(values);
  return low < high ? { min: low, max: high } : {};
};

/** Colours for the values from each threshold to the next. */
interface Bands {
  readonly thresholds: readonly number[];
  /** The largest value. */
  readonly end: number;
  readonly colorOf: (band: number) => string;
}

/** Levels that divide the field into equal shares. */
function bandsFor(field: Field, { metric }: ReportData, theme: Theme): Bands {
  const sorted = field.values.filter((value) => !Number.isNaN(value)).toSorted((a, b) => a - b);
  const thresholds = [
    ...new Set(Array.from({ length: levels }, (_, level) => sorted[Math.floor((level * sorted.length) / levels)] ?? 0)),
  ];
  const colorOf = (band: number): string => {
    const part = thresholds.length < 2 ? 0 : band / (thresholds.length - 1);
    return (
      theme.shades[Math.round((metric.goal === 'minimize' ? part : 1 - part) * (theme.shades.length - 1))] ?? theme.mark
    );
  };
  return { thresholds, end: sorted.at(-1) ?? 0, colorOf };
}

/** The surface is an estimate: more digits would say nothing. */
const rough = (value: number): string => formatNumber(Number(value.toPrecision(3)));

const swatch = { width: 16, height: 8 } as const;

/** The colours above the chart, on the right, between the smallest and the largest value. */
function legend({ thresholds, end, colorOf }: Bands, { theme, width }: View): object[] {
  const right = width - 24;
  const left = right - thresholds.length * swatch.width;
  const label = (text: string, x: number, align: 'left' | 'right'): object => ({
    type: 'text',
    silent: true,
    style: { text, x, y: 6, align, fill: theme.soft, fontSize: 11 },
  });
  return [
    ...thresholds.map((_, band) => ({
      type: 'rect',
      silent: true,
      shape: { x: left + band * swatch.width, y: 7, ...swatch },
      style: { fill: colorOf(band) },
    })),
    label(`${rough(thresholds[0] ?? 0)} to ${rough(end)}`, left - 6, 'right'),
  ];
}

/** Fills the bands. */
function surface(field: Field, { thresholds, colorOf }: Bands, x: ParamData, y: ParamData): object {
  const isSmooth = x.scale !== 'category' && y.scale !== 'category';
  const polygons = isSmooth ? bandsOf(field, thresholds, colorOf) : cellsOf(field, thresholds, colorOf);
  return {
    type: 'custom',
    silent: true,
    clip: true,
    z: 0,
    // Each polygon is anchored at a value that is on both axes, or else it would be clipped as a whole.
    data: polygons.map((_, index) => [anyValue(x), anyValue(y), index]),
    renderItem: draw(polygons, field, x, y, isSmooth ? 10 : 1),
  };
}

/** The lowest band has no holes and reaches the edges; each band lies on top of the previous ones. */
const bandsOf = (field: Field, thresholds: readonly number[], colorOf: (band: number) => string): Polygons => [
  { rings: [cornersOf(0, 0, field.width, field.height)], color: colorOf(0) },
  ...contours()
    .size([field.width + 2, field.height + 2])
    .thresholds([...thresholds])(framed(field))
    .slice(1)
    .flatMap(({ coordinates }, band) =>
      coordinates.map((rings) => ({
        rings: rings.map((ring) => ring.map((place) => unframed(field, place))),
        color: colorOf(band + 1),
      })),
    ),
];

/** Repeats the cells at the edges once around the field: where d3's contours end, their corners are cut off. */
const framed = ({ width, height, values }: Field): number[] =>
  Array.from({ length: (width + 2) * (height + 2) }, (_, cell) => {
    const [column, row] = [(cell % (width + 2)) - 1, Math.floor(cell / (width + 2)) - 1];
    return values[within(row, height - 1) * width + within(column, width - 1)] ?? NaN;
  });

const unframed = ({ width, height }: Field, [column = 0, row = 0]: readonly number[]): number[] => [
  within(column - 1, width),
  within(row - 1, height),
];

const within = (place: number, most: number): number => Math.min(most, Math.max(0, place));

/** There is nothing between categories: each combination has a cell of its own, or none if it has no trial. */
const cellsOf = (
  { width, values }: Field,
  thresholds: readonly number[],
  colorOf: (band: number) => string,
): Polygons =>
  values.flatMap((value, cell) => {
    if (Number.isNaN(value)) return [];
    const [column, row] = [cell % width, Math.floor(cell / width)];
    const band = thresholds.findLastIndex((threshold) => threshold <= value);
    return [{ rings: [cornersOf(column, row, column + 1, row + 1)], color: colorOf(Math.max(0, band)) }];
  });

const cornersOf = (left: number, bottom: number, right: number, top: number): number[][] => [
  [left, bottom],
  [right, bottom],
  [right, top],
  [left, top],
];

type Polygons = readonly { readonly rings: readonly (readonly (readonly number[])[])[]; readonly color: string }[];

/** Rounds to fractions of a pixel: cells begin and end at whole pixels, or else gaps would show between them. */
const draw =
  (polygons: Polygons, field: Field, x: ParamData, y: ParamData, parts: number): CustomSeriesRenderItem =>
  ({ dataIndex }, api) => {
    const round = (place: number): number => Math.round(place * parts) / parts;
    const pixel = toPixels((place) => api.coord(place));
    const polygon = polygons[dataIndex];
    const pathData = (polygon?.rings ?? [])
      .map((ring) => {
        const corners = ring.map(([column = 0, row = 0]) =>
          pixel([toPlace(x, field, column, 'x'), toPlace(y, field, row, 'y')], [x, y]),
        );
        return `M${corners.map(([left, top]) => `${round(left)} ${round(top)}`).join('L')}Z`;
      })
      .join('');
    return {
      type: 'path',
      shape: { pathData },
      style: { fill: polygon?.color ?? 'none', fillRule: 'evenodd' },
    } as never;
  };

type Pair = readonly [number, number];

/** A category axis rounds to whole categories, so positions between them are interpolated. */
function toPixels(
  coord: (place: number[]) => number[],
): (place: Pair, params: readonly [ParamData, ParamData]) => Pair {
  const [left = 0, top = 0] = coord([0, 0]);
  const [right = 0, bottom = 0] = coord([1, 1]);
  return (place, [x, y]) => {
    const [exactX = 0, exactY = 0] = coord([...place]);
    return [
      x.scale === 'category' ? left + place[0] * (right - left) : exactX,
      y.scale === 'category' ? top + place[1] * (bottom - top) : exactY,
    ];
  };
}
