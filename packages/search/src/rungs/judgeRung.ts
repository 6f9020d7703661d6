import type { Metric } from '../sweep/sweep.js';
import { fromMetricValue } from '../trial/metricValue.js';
import type { TrialResult } from '../trial/result.js';

/**
 * Which trials of a rung are promoted to the next: the best `size`, as indices in their order. Of equal ones the earlier is
 * better; what has not completed is never promoted.
 */
export function judgeRung(
  rung: readonly Pick<TrialResult, 'outcome' | 'metrics'>[],
  size: number,
  metric: Metric,
): number[] {
  const losses = rung.map((trial) => lossOf(trial, metric));
  return losses
    .map((_, index) => index)
    .filter((index) => (losses[index] ?? Infinity) < Infinity)
    .toSorted((a, b) => (losses[a] ?? 0) - (losses[b] ?? 0) || a - b)
    .slice(0, size)
    .toSorted((a, b) => a - b);
}

/** Lower is better; Infinity for what is not to be compared. */
export function lossOf({ outcome, metrics }: Pick<TrialResult, 'outcome' | 'metrics'>, { name, goal }: Metric): number {
  const value = Object.hasOwn(metrics, name) ? metrics[name] : undefined;
  const number = outcome.kind === 'completed' && value !== undefined ? fromMetricValue(value) : NaN;
  const loss = goal === 'minimize' ? number : -number;
  return Number.isFinite(loss) ? loss : Infinity;
}
