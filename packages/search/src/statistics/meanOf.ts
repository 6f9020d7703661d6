/** The mean of equal values is that value, to the last bit. */
export function meanOf(values: readonly number[]): number {
  const [first = NaN] = values;
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}

/** The standard error of the mean: the sample's standard deviation, divided by the root of its size. NaN for a single value. */
export function standardError(values: readonly number[]): number {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}

/** The middle of the sorted values, or the mean of the two in the middle; NaN for none. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = NaN, high = NaN] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low + (high - low) / 2;
}
