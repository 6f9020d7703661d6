import { effectiveDimension, measureImportance, measureTopImportance } from '@nx-tune/search';
import { lossValue, type Metric } from '@nx-tune/sweep';

import type { ImportanceData, ImportancePart, ParamData } from './reportData.js';

/**
 * Below this R² the model knows nothing. Of pure noise a forest has a higher one in fewer than 5 of 100 sweeps of 12 trials, and in
 * fewer still of larger ones; the test of this file counts them.
 */
const leastFit = (trials: number): number => 0.1 + 2 / trials;

/** The probability of calling a parameter important among the best where none is. */
const level = 0.05;

/**
 * Estimates which parameters matter, the most important first: for the metric as a whole, and among the best trials. Null if there
 * are too few trials. A part that nothing can be said of is empty.
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
  const losses = known.map(({ loss }) => Math.min(loss, limit));
  const axes = params.map(({ scale, values: all }) => ({
    scale,
    values: known.map(({ index }) => all[index] ?? null),
  }));
  const found = measureImportance(axes, losses);
  if (found === undefined) return null;
  const among = measureTopImportance(axes, losses);
  const parts = found.axes.map(({ fraction, deviation }, axis): Part => ({
    axis,
    label: params[axis]?.label ?? '',
    fraction: rounded(fraction),
    deviation: rounded(deviation),
  }));
  const order = parts.toSorted((a, b) => b.fraction - a.fraction);
  const isKnown = found.fit >= leastFit(losses.length);
  return {
    parameters: isKnown ? order.map(({ label, fraction, deviation }) => ({ label, fraction, deviation })) : [],
    fit: rounded(found.fit),
    trials: losses.length,
    ...(isKnown
      ? {
          dimension: effectiveDimension(
            axes,
            losses,
            found.fit,
            order.map(({ axis }) => axis),
          ),
        }
      : {}),
    ...(among === undefined ? {} : { top: { trials: among.top, parameters: certain(params, among.axes) } }),
  };
}

interface Part extends ImportancePart {
  readonly axis: number;
}

/**
 * Returns the parameters whose values among the best are not by chance so (Bonferroni's correction), the most important first.
 */
function certain(
  params: readonly ParamData[],
  axes: readonly { readonly fraction: number; readonly chance: number }[],
): readonly { readonly label: string; readonly fraction: number }[] {
  return axes
    .flatMap(({ fraction, chance }, axis) =>
      chance <= Math.max(level / axes.length, 0.005)
        ? [{ label: params[axis]?.label ?? '', fraction: rounded(fraction) }]
        : [],
    )
    .toSorted((a, b) => b.fraction - a.fraction);
}

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

function fence(losses: readonly number[]): number {
  const sorted = losses.toSorted((a, b) => a - b);
  const quartile = (quarter: number): number => sorted[Math.floor(((sorted.length - 1) * quarter) / 4)] ?? Infinity;
  return quartile(3) + 1.5 * (quartile(3) - quartile(1));
}
