import { canonicalJson } from '@nx-tune/search/core';

import { lossOf } from './loss.js';
import type { Metric } from './metric.js';
import type { TrialResult } from './result.js';

/** The parts of a result by which a configuration is judged. */
export type EvaluationResult = Pick<TrialResult, 'outcome' | 'metrics' | 'replicate' | 'case'>;

/**
 * The loss of a configuration: the mean over its evaluations, in whatever order they are; that of a single one is its own.
 * Infinity if one of them has no loss, so that no configuration is better for having failed where it is bad.
 */
export function configurationLoss(evaluations: readonly EvaluationResult[], metric: Metric): number {
  const losses = evaluations.toSorted(byKey).map((one) => lossOf(one, metric));
  const [first = Infinity] = losses;
  if (losses.length === 0 || losses.includes(Infinity)) return Infinity;
  // The mean of equal values is that value, to the last bit.
  return first + losses.reduce((sum, loss) => sum + (loss - first), 0) / losses.length;
}

/** Sums of the same numbers in another order can differ in their last bits. */
function byKey(a: EvaluationResult, b: EvaluationResult): number {
  const [one, other] = [caseText(a), caseText(b)];
  return (a.replicate ?? 0) - (b.replicate ?? 0) || (one < other ? -1 : Number(one > other));
}

const caseText = ({ case: on }: EvaluationResult): string => (on === undefined ? '' : canonicalJson(on));
