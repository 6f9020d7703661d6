import type { ReportData } from '../../src/data/reportData.js';
import type { Theme } from './theme.js';

/** Colours each completed trial by its rank, the best darkest: by value, one bad trial would make all others look the same. */
export function shadeOf({ trials, metrics }: ReportData, { shades, soft }: Theme): (index: number) => string {
  const completed = (metrics[0]?.values ?? []).filter((value) => value !== null).length;
  return (index) => {
    const part = ((trials.rank[index] ?? 1) - 1) / Math.max(1, completed - 1);
    return shades[Math.min(shades.length - 3, Math.round(part * (shades.length - 3)))] ?? soft;
  };
}
