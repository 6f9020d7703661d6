import type { CustomSeriesOption, CustomSeriesRenderItem } from 'echarts';

import type { ExcludedRegion, ReportData } from '../../src/data/reportData.js';
import type { View } from './chart.js';
import type { DrawnMetric } from './metricAxis.js';
import type { Theme } from './theme.js';

/** Shades what rules exclude along either axis. `anchor` is a point of the chart: its axes do not reach for what is shaded. */
export function excludedRegions(
  { rules = [] }: ReportData,
  { theme }: View,
  [x, y]: readonly [x: DrawnMetric, y: DrawnMetric],
  anchor: readonly [x: number, y: number, ...unknown[]],
): CustomSeriesOption[] {
  const all = rules.flatMap(({ text, excluded }) => excluded.map((region) => ({ ...region, text })));
  const [along, up] = [x, y].map(({ name }) => all.filter(({ metric }) => metric === name));
  const series = (region: Ruled, renderItem: CustomSeriesRenderItem): CustomSeriesOption => ({
    name: `excluded by ${region.text}`,
    type: 'custom',
    silent: true,
    z: 1,
    data: [[anchor[0], anchor[1]]],
    renderItem,
  });
  // Texts of the two axes stand at opposite ends, where they do not meet.
  const isBelow = up?.some(({ side }) => side === 'below') === true;
  return [
    ...(along ?? []).map((region) => series(region, shadedAcross(region, theme, isBelow ? 'top' : 'bottom'))),
    ...(up ?? []).map((region) => series(region, shadedUp(region, theme))),
  ];
}

interface Ruled extends ExcludedRegion {
  /** The rule. */
  readonly text: string;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** From a bound on the horizontal axis to its left or right end. */
const shadedAcross =
  (region: Ruled, theme: Theme, verticalAlign: 'top' | 'bottom'): CustomSeriesRenderItem =>
  ({ coordSys }, api) => {
    const box = coordSys as unknown as Box;
    const [at = NaN] = api.coord([region.bound, api.value(1)]);
    const align = region.side === 'above' ? 'right' : 'left';
    return shaded(across(box, region, at), region.text, theme, { align, verticalAlign });
  };

/** From a bound on the vertical axis to its lower or upper end. */
const shadedUp =
  (region: Ruled, theme: Theme): CustomSeriesRenderItem =>
  ({ coordSys }, api) => {
    const [, at = NaN] = api.coord([api.value(0), region.bound]);
    const verticalAlign = region.side === 'above' ? 'top' : 'bottom';
    return shaded(upwards(coordSys as unknown as Box, region, at), region.text, theme, {
      align: 'left',
      verticalAlign,
    });
  };

interface Alignment {
  readonly align: 'left' | 'right';
  readonly verticalAlign: 'top' | 'bottom';
}

/** A grey area, with its text in a corner if there is room. */
function shaded(part: Box, text: string, { soft }: Theme, { align, verticalAlign }: Alignment): never {
  const label = {
    type: 'text',
    x: align === 'right' ? part.x + part.width - 5 : part.x + 5,
    y: verticalAlign === 'bottom' ? part.y + part.height - 4 : part.y + 4,
    style: { text, fill: soft, fontSize: 11, align, verticalAlign },
  };
  const area = { type: 'rect', shape: part, style: { fill: soft, opacity: 0.16 } };
  const hasRoom = part.height > 18 && part.width > 6 * text.length + 10;
  return {
    type: 'group',
    children: part.width <= 0 || part.height <= 0 ? [] : hasRoom ? [area, label] : [area],
  } as never;
}

/** No logarithm has a place for a bound that is not positive: all values are above it. */
const within = (at: number, low: number, high: number, lowest: number): number =>
  Number.isFinite(at) ? Math.min(high, Math.max(low, at)) : lowest;

function across({ x, y, width, height }: Box, { side }: ExcludedRegion, at: number): Box {
  const edge = within(at, x, x + width, x);
  return side === 'above' ? { x: edge, y, width: x + width - edge, height } : { x, y, width: edge - x, height };
}

/** Larger values are higher up, where y is smaller. */
function upwards({ x, y, width, height }: Box, { side }: ExcludedRegion, at: number): Box {
  const edge = within(at, y, y + height, y + height);
  return side === 'above' ? { x, y, width, height: edge - y } : { x, y: edge, width, height: y + height - edge };
}
