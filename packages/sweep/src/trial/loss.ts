import type { Goal } from './metric.js';
import { fromMetricValue } from './metricValue.js';
import type { TrialResult } from './result.js';

/** The metric as it is compared: lower is better. Applied to a loss, it gives the metric again. */
export const lossValue = (value: number, goal: Goal['goal']): number => (goal === 'minimize' ? value : -value);

/** Lower is better; Infinity for what is not to be compared. */
export function lossOf({ outcome, metrics }: Pick<TrialResult, 'outcome' | 'metrics'>, { name, goal }: Goal): number {
  const value = Object.hasOwn(metrics, name) ? metrics[name] : undefined;
  const number = outcome.kind === 'completed' && value !== undefined ? fromMetricValue(value) : NaN;
  const loss = lossValue(number, goal);
  return Number.isFinite(loss) ? loss : Infinity;
}
