import { lossOf } from '../trial/loss.js';
import type { Metric } from '../trial/metric.js';
import type { TrialResult } from '../trial/result.js';

/**
 * Decides which trials of a rung are promoted to the next: the best `size`, as indices in their order. Of equals the earlier is
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
