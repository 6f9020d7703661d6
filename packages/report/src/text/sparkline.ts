import { pickEvenly } from './pickEvenly.js';

const levels = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** Draws values as a line of at most `width` bars, the smallest as the lowest; values that are not finite are gaps. */
export function sparkline(values: readonly number[], width: number): string {
  const shown = pickEvenly(values, Math.max(1, width));
  const finite = shown.filter(Number.isFinite);
  const low = finite.reduce((least, value) => Math.min(least, value), Infinity);
  const high = finite.reduce((most, value) => Math.max(most, value), -Infinity);
  return shown.map((value) => (Number.isFinite(value) ? (levels[levelOf(value, low, high)] ?? '') : ' ')).join('');
}

function levelOf(value: number, low: number, high: number): number {
  // Halves, since the difference of two finite numbers may be infinite.
  const part = (value / 2 - low / 2) / (high / 2 - low / 2);
  return Number.isNaN(part) ? 0 : Math.min(levels.length - 1, Math.floor(part * levels.length));
}
