import { canonicalJson } from '@nx-tune/search/core';

import { aggregateOf } from '../model/aggregate.js';
import type { Aggregate } from '../model/aggregateNames.js';
import { lossOf, lossValue } from './loss.js';
import type { Metric } from './metric.js';
import type { TrialResult } from './result.js';

/** The parts of a result by which a configuration is judged. */
export type EvaluationResult = Pick<TrialResult, 'outcome' | 'metrics' | 'replicate' | 'case'>;

/** What configurations are compared by. */
export interface ComparedBy {
  readonly metric: Metric;
  /** How the metric follows from the values on cases, if not as their mean. */
  readonly aggregate?: Aggregate;
}

/**
 * The loss of a configuration: aggregated over cases, of the means over replicates, in whatever order they are; that of a
 * single evaluation is its own. Infinity if one of them has no loss, so that no configuration is better for having failed where it is bad.
 */
export function configurationLoss(
  evaluations: readonly EvaluationResult[],
  { metric, aggregate = 'mean' }: ComparedBy,
): number {
  const onCases = new Map<string, number[]>();
  for (const one of evaluations.toSorted(byKey)) {
    const loss = lossOf(one, metric);
    if (loss === Infinity) return Infinity;
    // Of a metric to be maximized, the largest value is the lowest loss.
    onCases.set(caseText(one), [...(onCases.get(caseText(one)) ?? []), lossValue(loss, metric.goal)]);
  }
  const means = [...onCases.values()].map((values) => aggregateOf('mean', values));
  return means.length === 0 ? Infinity : lossValue(aggregateOf(aggregate, means), metric.goal);
}

/** Sums of the same numbers in another order can differ in their last bits. */
function byKey(a: EvaluationResult, b: EvaluationResult): number {
  const [one, other] = [caseText(a), caseText(b)];
  return (a.replicate ?? 0) - (b.replicate ?? 0) || (one < other ? -1 : Number(one > other));
}

const caseText = ({ case: on }: EvaluationResult): string => (on === undefined ? '' : canonicalJson(on));
