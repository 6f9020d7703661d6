import { measureImportance } from '@nx-tune/search';
import { lossValue, type Metric } from '@nx-tune/sweep';

import type { ImportanceData, ParamData } from './reportData.js';

/**
 * Estimates how much of the metric each parameter explains, the most important first; null if there are too few trials.
 *
 * Otherwise a few trials that went astray would dominate the variance: values worse than Q3 + 1.5 (Q3 - Q1), Tukey's fence,
 * count as that.
 */
export function importanceOf(
  params: readonly ParamData[],
  values: readonly (number | null)[],
  goal: Metric['goal'],
): ImportanceData | null {
  const known = values.flatMap((value, index) => (value === null ? [] : [{ index, loss: lossValue(value, goal) }]));
  const limit = fence(known.map(({ loss }) => loss));
  const found = measureImportance(
    params.map(({ scale, values: all }) => ({ scale, values: known.map(({ index }) => all[index] ?? null) })),
    known.map(({ loss }) => Math.min(loss, limit)),
  );
  if (found === undefined) return null;
  const parameters = params.map(({ label }, axis) => {
    const { fraction = 0, deviation = 0 } = found.axes[axis] ?? {};
    return { label, fraction: rounded(fraction), deviation: rounded(deviation) };
  });
  return { parameters: parameters.toSorted((a, b) => b.fraction - a.fraction), fit: rounded(found.fit) };
}

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

function fence(losses: readonly number[]): number {
  const sorted = losses.toSorted((a, b) => a - b);
  const quartile = (quarter: number): number => sorted[Math.floor(((sorted.length - 1) * quarter) / 4)] ?? Infinity;
  return quartile(3) + 1.5 * (quartile(3) - quartile(1));
}
