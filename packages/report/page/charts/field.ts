import type { ParamData, ReportData } from '../../src/data/reportData.js';

/** The metric on a regular grid over two parameters: rows from the smallest y, columns from the smallest x. */
export interface Field {
  readonly width: number;
  readonly height: number;
  readonly values: readonly number[];
}

const cells = 40;

/**
 * Smooths the metric between trials with a Gaussian kernel; undefined if there are too few for a surface. Categories have no
 * neighbours: a cell takes only its own trials into account, and is NaN without any.
 */
export function fieldOf(data: ReportData, x: ParamData, y: ParamData): Field | undefined {
  const metric = data.metrics[0]?.values ?? [];
  const scaledX = scaler(x);
  const scaledY = scaler(y);
  const known = metric.flatMap((value, index) => {
    const [a, b] = [x.values[index] ?? null, y.values[index] ?? null];
    return value === null || a === null || b === null ? [] : [{ x: scaledX(a), y: scaledY(b), value }];
  });
  if (known.length < 5) return undefined;
  const [width, height] = [x, y].map(({ scale, categories = [] }) =>
    scale === 'category' ? categories.length : cells,
  );
  if (width === undefined || height === undefined || width < 2 || height < 2) return undefined;
  const bins = binned(known, width, height);
  const spread = Math.max(0.06, 0.6 / Math.sqrt(known.length));
  const near = (param: ParamData, count: number): number => (param.scale === 'category' ? 0.5 / count : Infinity);
  const reach = { x: near(x, width), y: near(y, height), spread };
  const values = Array.from({ length: width * height }, (_, cell) =>
    smoothed(bins, ((cell % width) + 0.5) / width, (Math.floor(cell / width) + 0.5) / height, reach),
  );
  return { width, height, values };
}

/** The position on an axis of a column or row of the field: d3's contours count from the edge of the first cell. */
export function toPlace(param: ParamData, field: Field, cell: number, side: 'x' | 'y'): number {
  const part = cell / (side === 'x' ? field.width : field.height);
  if (param.scale === 'category') return part * (param.categories?.length ?? 1) - 0.5;
  const [low, high] = extentOf(param.values);
  return param.scale === 'log' ? low * (high / low) ** part : low + part * (high - low);
}

function scaler(param: ParamData): (value: number) => number {
  const [low, high] = extentOf(param.values);
  if (param.scale === 'category') return (value) => (value + 0.5) / (param.categories?.length ?? 1);
  if (param.scale === 'log') return (value) => Math.log(value / low) / Math.log(high / low);
  return (value) => (high === low ? 0.5 : (value - low) / (high - low));
}

/** The smallest and the largest value. */
export function extentOf(values: ParamData['values']): readonly [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value === null) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [least, most];
}

interface Sample {
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

/** Trials in one cell count as one, weighted by their number, so that the cost depends on the cells rather than the trials. */
function binned(
  known: readonly Sample[],
  width: number,
  height: number,
): readonly (Sample & { readonly count: number })[] {
  const bins = new Map<number, { x: number; y: number; value: number; count: number }>();
  for (const { x, y, value } of known) {
    const cell = Math.min(height - 1, Math.floor(y * height)) * width + Math.min(width - 1, Math.floor(x * width));
    const bin = bins.get(cell) ?? { x: 0, y: 0, value: 0, count: 0 };
    bins.set(cell, { x: bin.x + x, y: bin.y + y, value: bin.value + value, count: bin.count + 1 });
  }
  return [...bins.values()].map(({ x, y, value, count }) => ({
    x: x / count,
    y: y / count,
    value: value / count,
    count,
  }));
}

interface Reach {
  /** The distance beyond which a trial does not count at all. */
  readonly x: number;
  readonly y: number;
  readonly spread: number;
}

function smoothed(bins: ReturnType<typeof binned>, x: number, y: number, { spread, ...reach }: Reach): number {
  let [sum, total] = [0, 0];
  for (const bin of bins) {
    if (Math.abs(bin.x - x) > reach.x || Math.abs(bin.y - y) > reach.y) continue;
    const distance = ((bin.x - x) ** 2 + (bin.y - y) ** 2) / spread ** 2;
    // With a slowly falling tail: far from all trials the nearest ones decide, and no weight is 0.
    const weight = bin.count * (Math.exp(-distance / 2) + 1e-3 / (1 + distance) ** 2);
    sum += weight * bin.value;
    total += weight;
  }
  return sum / total;
}
