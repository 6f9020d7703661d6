import { judgeConfiguration } from '../trial/configurationLoss.js';
import type { Metric } from '../trial/metric.js';
import type { TrialResult } from '../trial/result.js';
import { bestFirst } from './bestFirst.js';

/**
 * Decides which trials of a rung are promoted to the next: the best `size`, as indices in their order. Of equals the earlier is
 * better; what has not completed is never promoted.
 */
export function judgeRung(
  rung: readonly Pick<TrialResult, 'outcome' | 'metrics'>[],
  size: number,
  metric: Metric,
): number[] {
  return bestFirst(rung.map((trial) => judgeConfiguration([trial], { metric })))
    .slice(0, size)
    .toSorted((a, b) => a - b);
}
