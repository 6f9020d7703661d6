import { fromMetricValue, type TrialResult } from '@nx-tune/sweep';

import type { MetricData } from './reportData.js';

/** The metrics of trials as columns: the sweep's own first, then the others by name. */
export function metricColumns(first: string, results: readonly TrialResult[]): readonly MetricData[] {
  const others = [...new Set(results.flatMap(({ metrics }) => Object.keys(metrics)))]
    .filter((name) => name !== first)
    .toSorted((a, b) => (a < b ? -1 : 1));
  return [first, ...others].map((name) => ({
    name,
    values: results.map((result) => valueOnAxis(result, name, name === first)),
  }));
}

/** A metric as a chart can draw it, or null. Of a trial that did not complete, the metric that the sweep ranks by says nothing. */
export function valueOnAxis({ metrics, outcome }: TrialResult, name: string, isRanked: boolean): number | null {
  const value = Object.hasOwn(metrics, name) ? fromMetricValue(metrics[name] ?? 'NaN') : NaN;
  return Number.isFinite(value) && (!isRanked || outcome.kind === 'completed') ? value : null;
}
