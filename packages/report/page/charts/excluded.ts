import type { CustomSeriesOption, CustomSeriesRenderItem } from 'echarts';

import type { ExcludedRegion, ReportData } from '../../src/data/reportData.js';
import type { View } from './chart.js';
import { extentOf } from './field.js';
import { type Box, labelPlace } from './labelPlace.js';
import type { DrawnMetric } from './metricAxis.js';
import type { Theme } from './theme.js';

type Place = readonly [x: number, y: number, ...unknown[]];
type Axes = readonly [x: DrawnMetric, y: DrawnMetric];

/** The other marks of a chart, which no text may hide. */
interface Beside {
  readonly points: readonly Place[];
  /** Lines that run along the axes. */
  readonly lines: readonly (readonly Place[])[];
}

/** Shades what rules exclude along either axis, as far as the axes reach: they do not reach for what is shaded. */
export function excludedRegions(
  { rules = [] }: ReportData,
  { theme }: View,
  axes: Axes,
  beside: Beside,
): CustomSeriesOption[] {
  const regions = rules
    .flatMap(({ text, excluded }) => excluded.map((region) => ({ ...region, text })))
    .flatMap((region) => axes.map((_, side) => ({ ...region, side: side as 0 | 1, from: region.side })))
    .filter((region) => region.metric === axes[region.side].name && isReached(region, axes, beside))
    .toSorted((a, b) => a.side - b.side);
  const [anchor] = beside.points;
  if (anchor === undefined) return [];
  return regions.map((region, index) => ({
    name: `excluded by ${region.text}`,
    type: 'custom',
    silent: true,
    z: 1,
    data: [[anchor[0], anchor[1]]],
    renderItem: shaded(regions, index, beside, theme),
  }));
}

interface Ruled extends Omit<ExcludedRegion, 'side'> {
  /** The rule. */
  readonly text: string;
  /** The axis of the metric. */
  readonly side: 0 | 1;
  readonly from: ExcludedRegion['side'];
}

/** True if an axis continues beyond the bound of a rule. */
function isReached({ side, from, bound }: Ruled, axes: Axes, { points }: Beside): boolean {
  const { min, max } = axes[side].axis.ends;
  const [least, most] = extentOf(points.map((point) => point[side]));
  return from === 'above' ? (max ?? most) > bound : (min ?? least) < bound;
}

/** A grey area, with a text if there is room for it. */
const shaded =
  (regions: readonly Ruled[], index: number, beside: Beside, theme: Theme): CustomSeriesRenderItem =>
  ({ coordSys }, api) => {
    const box = coordSys as unknown as Box;
    const areas = regions.map((region) => areaOf(region, box, api));
    const labels = labelsIn(areas, regions, drawnBoxes(beside, api));
    const [area, label] = [areas[index], labels[index]];
    return {
      type: 'group',
      children:
        area === undefined || area.width <= 0 || area.height <= 0
          ? []
          : [
              { type: 'rect', shape: area, style: { fill: theme.soft, opacity: 0.16 } },
              ...(label === undefined ? [] : [textOf(label, theme)]),
            ],
    } as never;
  };

type Api = Parameters<CustomSeriesRenderItem>[1];

/**
 * Returns the area from the bound to the end of its axis. No logarithm has a place for a bound that is not positive: all values
 * are above it.
 */
function areaOf({ side, from, bound }: Ruled, { x, y, width, height }: Box, api: Api): Box {
  const at = api.coord(side === 0 ? [bound, api.value(1)] : [api.value(0), bound])[side] ?? NaN;
  if (side === 0) {
    const edge = within(at, x, x + width, x);
    return from === 'above' ? { x: edge, y, width: x + width - edge, height } : { x, y, width: edge - x, height };
  }
  // Larger values are higher up, where y is smaller.
  const edge = within(at, y, y + height, y + height);
  return from === 'above' ? { x, y, width, height: edge - y } : { x, y: edge, width, height: y + height - edge };
}

const within = (at: number, low: number, high: number, otherwise: number): number =>
  Number.isFinite(at) ? Math.min(high, Math.max(low, at)) : otherwise;

interface Label extends Box {
  readonly text: string;
}

const [fontSize, lineHeight, letterWidth] = [11, 14, 6.3];

/**
 * A label for each area, as far as there is room: on nothing that is drawn, on no other label, and in one area alone if possible.
 */
function labelsIn(
  areas: readonly Box[],
  regions: readonly Ruled[],
  drawn: readonly Box[],
): readonly (Label | undefined)[] {
  const labels: (Label | undefined)[] = [];
  for (const [index, area] of areas.entries()) {
    const others = [...areas.filter((_, other) => other !== index), ...labels.filter((label) => label !== undefined)];
    labels.push(labelIn(area, regions[index]?.text ?? '', [...drawn, ...others]));
  }
  return labels;
}

/** Places the label in one line or two, whichever hides less. */
function labelIn(area: Box, rule: string, under: readonly Box[]): Label | undefined {
  const [first] = [`violates ${rule}`, `violates\n${rule}`]
    .flatMap((text) => {
      const lines = text.split('\n');
      const size = {
        width: letterWidth * Math.max(...lines.map(({ length }) => length)),
        height: lineHeight * lines.length,
      };
      const found = labelPlace(area, size, under);
      return found === undefined ? [] : [{ ...found, ...size, text }];
    })
    .toSorted((a, b) => a.hidden - b.hidden);
  return first;
}

const textOf = ({ x, y, text }: Label, { soft, card }: Theme): object => ({
  type: 'text',
  x,
  y,
  style: { text, fill: soft, stroke: card, lineWidth: 3, fontSize, lineHeight, align: 'left', verticalAlign: 'top' },
});

/** Returns the boxes that the points and lines of a chart cover. */
function drawnBoxes({ points, lines }: Beside, api: Api): readonly Box[] {
  const at = (place: Place): readonly [number, number] => {
    const [x = NaN, y = NaN] = api.coord([place[0], place[1]]);
    return [x, y];
  };
  const around = (a: readonly [number, number], b: readonly [number, number], room: number): Box => ({
    x: Math.min(a[0], b[0]) - room,
    y: Math.min(a[1], b[1]) - room,
    width: Math.abs(a[0] - b[0]) + 2 * room,
    height: Math.abs(a[1] - b[1]) + 2 * room,
  });
  const segments = lines.flatMap((line) =>
    line.slice(1).map((end, index) => around(at(line[index] ?? end), at(end), 2)),
  );
  return [...points.map((point) => around(at(point), at(point), 6)), ...segments];
}
