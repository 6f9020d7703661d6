import { fromMetricValue, goalsOf, type Metric, type TrialResult } from '@nx-tune/sweep';

import type { MetricData } from './reportData.js';

/** The metrics of trials as columns: the sweep's goals first, then the others by name. */
export function metricColumns(metric: Metric, results: readonly TrialResult[]): readonly MetricData[] {
  const goals = goalsOf(metric).map(({ name }) => name);
  const others = [...new Set(results.flatMap(({ metrics }) => Object.keys(metrics)))]
    .filter((name) => !goals.includes(name))
    .toSorted((a, b) => (a < b ? -1 : 1));
  return [...goals, ...others].map((name) => ({
    name,
    values: results.map((result) => valueOnAxis(result, name, goals.includes(name))),
  }));
}

/** A metric as a chart can draw it, or null. Of a trial that did not complete, a metric that the sweep ranks by says nothing. */
export const valueOnAxis = (result: TrialResult, name: string, isRanked: boolean): number | null =>
  isRanked && result.outcome.kind !== 'completed' ? null : finiteMetric(result, name);

/** The value of a metric, or null if there is none that is finite. */
export function finiteMetric({ metrics }: TrialResult, name: string): number | null {
  const value = Object.hasOwn(metrics, name) ? fromMetricValue(metrics[name] ?? 'NaN') : NaN;
  return Number.isFinite(value) ? value : null;
}
