import type { Aggregate } from './aggregateNames.js';

/** The aggregates that are quantiles. */
const quantiles: Readonly<Record<Exclude<Aggregate, 'mean'>, number>> = { min: 0, median: 0.5, p95: 0.95, max: 1 };

/** Aggregates at least one value. NaN among them gives NaN. The mean of equal values is that value, to the last bit. */
export function aggregateOf(aggregate: Aggregate, values: readonly number[]): number {
  if (values.some((value) => Number.isNaN(value))) return NaN;
  if (aggregate === 'mean') return meanOf(values);
  return quantileOf(
    values.toSorted((a, b) => a - b),
    quantiles[aggregate],
  );
}

function meanOf(values: readonly number[]): number {
  const [first = NaN] = values;
  if (!Number.isFinite(first)) return values.reduce((sum, value) => sum + value, 0) / values.length;
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}

/** Linear between the order statistics: definition 7 of Hyndman and Fan, "Sample quantiles in statistical packages" (1996). */
function quantileOf(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const [low = NaN, high = NaN] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low === high ? low : low + (high - low) * (place - Math.floor(place));
}
