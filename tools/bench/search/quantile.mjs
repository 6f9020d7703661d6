/**
 * The quantile of some numbers, between two of them by a straight line (type 7 of R. J. Hyndman and Y. Fan, 1996).
 * @type {(values: readonly number[], share: number) => number}
 */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low === high ? low : low + (high - low) * (place - Math.floor(place));
}
