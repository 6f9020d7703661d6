import { contours } from 'd3-contour';
import type { CustomSeriesRenderItem } from 'echarts';

import type { ParamData, ReportData } from '../../src/data/reportData.js';
import { type Field, fieldOf, toPlace } from './field.js';
import { paramAxis, xAxis, yAxis } from './axis.js';
import { base, type Chart, type View } from './chart.js';
import { type Point, points, pointsNote, tooltip } from './points.js';
import type { Theme } from './theme.js';

const levels = 8;

/** Contour: the metric over two parameters, smoothed between the trials, with the trials on it. */
export function contour(data: ReportData, view: View, x: ParamData, y: ParamData): Chart {
  const { theme } = view;
  const at = (data.metrics[0]?.values ?? []).flatMap((metric, index): (Point & { readonly metric?: number })[] => {
    const [a, b] = [x.values[index] ?? null, y.values[index] ?? null];
    return metric === null || a === null || b === null ? [] : [[a, b, index]];
  });
  const field = fieldOf(data, x, y);
  return {
    height: 400,
    description: `Contour: ${data.metric.name} over ${x.label} and ${y.label}, smoothed between ${at.length} trials; the darker, the better.`,
    ...pointsNote(data, view),
    option: {
      ...base(view),
      tooltip: tooltip(data, view),
      grid: { left: 64, right: 24, top: 34, bottom: 48 },
      xAxis: { ...xAxis(theme, paramAxis(x)), ...bounds(x) } as never,
      yAxis: { ...yAxis(theme, paramAxis(y)), ...bounds(y) } as never,
      series: [
        ...(field === undefined ? [] : [surface(field, data, theme, x, y)]),
        ...points(data, lighter(view), at),
      ] as never,
    },
  };
}

const anyValue = ({ values }: ParamData): number => values.find((value) => value !== null) ?? 0;

/** Points must be seen on dark and on pale ground. */
const lighter = (view: View): View => ({ ...view, theme: { ...view.theme, mark: view.theme.ink } });

const bounds = ({ scale, values }: ParamData): object => {
  if (scale === 'category') return {};
  const present = values.filter((value) => value !== null);
  const low = present.reduce((least, value) => Math.min(least, value), Infinity);
  const high = present.reduce((most, value) => Math.max(most, value), -Infinity);
  return low < high ? { min: low, max: high } : {};
};

/** Filled bands between levels that part the field into equal shares. */
function surface(field: Field, { metric }: ReportData, theme: Theme, x: ParamData, y: ParamData): object {
  const sorted = field.values.filter((value) => !Number.isNaN(value)).toSorted((a, b) => a - b);
  const thresholds = Array.from(
    { length: levels },
    (_, level) => sorted[Math.floor((level * sorted.length) / levels)] ?? 0,
  );
  const bands = contours()
    .size([field.width, field.height])
    .thresholds([...new Set(thresholds)])(field.values as number[]);
  const colorOf = (band: number): string => {
    const part = bands.length < 2 ? 0 : band / (bands.length - 1);
    return (
      theme.shades[Math.round((metric.goal === 'minimize' ? part : 1 - part) * (theme.shades.length - 1))] ?? theme.mark
    );
  };
  // The ground has no hole and reaches the edges; each band lies on those before it.
  const polygons = [
    { rings: [edgesOf(field)], color: colorOf(0) },
    ...bands
      .slice(1)
      .flatMap(({ coordinates }, band) => coordinates.map((rings) => ({ rings, color: colorOf(band + 1) }))),
  ];
  return {
    type: 'custom',
    silent: true,
    clip: true,
    z: 0,
    // Each polygon stands at a place that is on both axes, or else it would be clipped as a whole.
    data: polygons.map((_, index) => [anyValue(x), anyValue(y), index]),
    renderItem: draw(polygons, field, x, y),
  };
}

const edgesOf = ({ width, height }: Field): number[][] => [
  [0, 0],
  [width, 0],
  [width, height],
  [0, height],
];

type Polygons = readonly { readonly rings: readonly (readonly (readonly number[])[])[]; readonly color: string }[];

const draw =
  (polygons: Polygons, field: Field, x: ParamData, y: ParamData): CustomSeriesRenderItem =>
  ({ dataIndex }, api) => {
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

/** A category axis rounds to whole categories, so places between them are interpolated. */
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

const round = (pixel: number): number => Math.round(pixel * 10) / 10;
