const levels = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** Values as a line of bars, at most `width` of them, the smallest value the lowest; what is not finite is a gap. */
export function sparkline(values: readonly number[], width: number): string {
  const shown = values.length <= width ? values : thin(values, Math.max(1, width));
  const finite = shown.filter(Number.isFinite);
  const low = finite.reduce((least, value) => Math.min(least, value), Infinity);
  const high = finite.reduce((most, value) => Math.max(most, value), -Infinity);
  return shown.map((value) => (Number.isFinite(value) ? (levels[levelOf(value, low, high)] ?? '') : ' ')).join('');
}

function levelOf(value: number, low: number, high: number): number {
  // Halves, since the distance of two finite numbers may be infinite.
  const part = (value / 2 - low / 2) / (high / 2 - low / 2);
  return Number.isNaN(part) ? 0 : Math.min(levels.length - 1, Math.floor(part * levels.length));
}

/** Evenly chosen ones, with the first and the last. */
const thin = (values: readonly number[], count: number): readonly number[] =>
  Array.from(
    { length: count },
    (_, index) =>
      values[count === 1 ? values.length - 1 : Math.round((index * (values.length - 1)) / (count - 1))] ?? NaN,
  );
