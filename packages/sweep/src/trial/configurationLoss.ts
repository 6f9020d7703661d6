import { canonicalJson } from '@nx-tune/search/core';

import { aggregateOf } from '../model/aggregate.js';
import type { Aggregate } from '../model/aggregateNames.js';
import { lossValue } from './loss.js';
import { goalsOf, type Metric } from './metric.js';
import { fromMetricValue, toMetricValue } from './metricValue.js';
import type { TrialResult } from './result.js';
import { hasEndedWell } from './resultFor.js';
import { resultRule, ruleViolation } from './resultRules.js';

/** The parts of a result by which a configuration is judged. */
export type EvaluationResult = Pick<TrialResult, 'outcome' | 'metrics' | 'replicate' | 'case'>;

/** The rules by which configurations are compared. */
export interface ComparedBy {
  readonly metric: Metric;
  /** The rule that combines the metric's values on cases, if not their mean. */
  readonly aggregate?: Aggregate;
}

/** The worth of a configuration. */
export interface Judged {
  /** Its loss in the first goal; Infinity if it is not to be compared, or violates a rule. */
  readonly loss: number;
  /** Its loss in each goal, also if it violates a rule. Absent if it is not to be compared, or if there is one goal and no rule. */
  readonly losses?: readonly number[];
  /**
   * The amounts by which it violates each rule: at most 0 if it satisfies it. Absent if it is not to be compared, or if there are
   * no rules.
   */
  readonly violations?: readonly number[];
}

/** The loss of a configuration in the first goal: see `judgeConfiguration`. */
export const configurationLoss = (evaluations: readonly EvaluationResult[], by: ComparedBy): number =>
  judgeConfiguration(evaluations, by).loss;

/**
 * Judges a configuration: each metric is aggregated over cases, of the means over replicates, in whatever order they are; that of
 * a single evaluation is its own. If one of them has no loss, the configuration has none, so that none is better for having
 * failed where it is bad. Rules are judged by the same values, so a replicate may violate one that the mean satisfies.
 */
export function judgeConfiguration(
  evaluations: readonly EvaluationResult[],
  { metric, aggregate = 'mean' }: ComparedBy,
): Judged {
  const isWhole = evaluations.length > 0 && evaluations.every(({ outcome }) => isComparable(outcome));
  if (!isWhole) return { loss: Infinity };
  const sorted = evaluations.toSorted(byKey);
  const valueOf = (name: string): number => configurationValue(sorted, name, aggregate);
  const losses = goalsOf(metric).map(({ name, goal }) => lossValue(valueOf(name), goal));
  const [loss = Infinity] = losses;
  if (!losses.every(Number.isFinite)) return { loss: Infinity };
  if (metric.results === undefined) return metric.goals === undefined ? { loss } : { loss, losses };
  const violations = metric.results.map((text) => {
    const rule = resultRule(text);
    return ruleViolation(rule, Object.fromEntries(rule.names.map((name) => [name, toMetricValue(valueOf(name))])));
  });
  if (violations.some(Number.isNaN)) return { loss: Infinity };
  return { loss: violations.every((violation) => violation <= 0) ? loss : Infinity, losses, violations };
}

/** True if an evaluation has values to compare. */
const isComparable = (outcome: TrialResult['outcome']): boolean =>
  (outcome.kind === 'completed' || outcome.kind === 'infeasible') && hasEndedWell(outcome);

/** The value of a metric; NaN if an evaluation has none that is finite. */
function configurationValue(evaluations: readonly EvaluationResult[], name: string, aggregate: Aggregate): number {
  const onCases = new Map<string, number[]>();
  for (const one of evaluations) {
    const value = fromMetricValue((Object.hasOwn(one.metrics, name) ? one.metrics[name] : undefined) ?? 'NaN');
    if (!Number.isFinite(value)) return NaN;
    onCases.set(caseText(one), [...(onCases.get(caseText(one)) ?? []), value]);
  }
  return aggregateOf(
    aggregate,
    [...onCases.values()].map((values) => aggregateOf('mean', values)),
  );
}

/** Sums of the same numbers in another order can differ in their last bits. */
function byKey(a: EvaluationResult, b: EvaluationResult): number {
  const [one, other] = [caseText(a), caseText(b)];
  return (a.replicate ?? 0) - (b.replicate ?? 0) || (one < other ? -1 : Number(one > other));
}

const caseText = ({ case: on }: EvaluationResult): string => (on === undefined ? '' : canonicalJson(on));
