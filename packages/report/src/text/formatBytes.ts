const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Formats sizes as `512 B`, `1.5 kB` or `23 MB`, in powers of a thousand. */
export function formatBytes(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 999.5 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${value < 9.95 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
