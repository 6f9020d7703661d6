import type { Metric } from './metric.js';
import { fromMetricValue } from './metricValue.js';
import type { TrialResult } from './result.js';

/** Lower is better; Infinity for what is not to be compared. */
export function lossOf({ outcome, metrics }: Pick<TrialResult, 'outcome' | 'metrics'>, { name, goal }: Metric): number {
  const value = Object.hasOwn(metrics, name) ? metrics[name] : undefined;
  const number = outcome.kind === 'completed' && value !== undefined ? fromMetricValue(value) : NaN;
  const loss = goal === 'minimize' ? number : -number;
  return Number.isFinite(loss) ? loss : Infinity;
}
