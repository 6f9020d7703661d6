import { measureNoise, studentQuantile } from '@nx-tune/search';
import { budgetSize, fromMetricValue, lossValue, type Goal, type PickRule } from '@nx-tune/sweep';

import type { TrialEntry } from './sweepReport.js';

/** One-sided: with this probability, what a configuration is worth is not behind its bound. */
const boundProbability = 0.95;

/** A trial's value of the sweep's metric; NaN if it has none. */
export const metricOf = ({ result }: TrialEntry, { name }: Goal): number =>
  fromMetricValue(Object.hasOwn(result.metrics, name) ? (result.metrics[name] ?? 'NaN') : 'NaN');

/** The metric as it is compared: lower is better, and trials without it come last. */
export function metricLoss(trial: TrialEntry, metric: Goal): number {
  const value = metricOf(trial, metric);
  return Number.isNaN(value) ? Infinity : lossValue(value, metric.goal);
}

/** The number of trials that the metrics of an entry are the means of. */
export const countOf = ({ replicates }: TrialEntry): number =>
  replicates?.isFirstAlone === true ? 1 : (replicates?.entries.length ?? 1);

/** Returns the score by which completed configurations are ranked: lower is better. */
export function scoreOf(completed: readonly TrialEntry[], metric: Goal, pick: PickRule): (trial: TrialEntry) => number {
  if (pick === 'mean') return (trial) => metricLoss(trial, metric);
  if (pick === 'seen') return (trial) => metricLoss(trial.replicates?.entries[0] ?? trial, metric);
  const margin = marginOf(completed, metric);
  return (trial) => metricLoss(trial, metric) + margin / Math.sqrt(countOf(trial));
}

/**
 * Returns the distance between a single value and its bound; 0 if nothing is known about the noise. It is measured where there
 * are most replicates.
 */
function marginOf(completed: readonly TrialEntry[], metric: Goal): number {
  const most = completed.reduce((largest, trial) => Math.max(largest, countOf(trial)), 1);
  const rows = completed
    .filter((trial) => countOf(trial) === most)
    .map(({ replicates }) => (replicates?.entries ?? []).map((entry) => metricLoss(entry, metric)))
    .filter((losses) => losses.every(Number.isFinite));
  if (most === 1 || rows.length === 0) return 0;
  const { total, degrees } = measureNoise(rows);
  return studentQuantile(boundProbability, degrees) * Math.sqrt(total);
}

/** The budget of a trial as it is compared: the cheaper first. The time that trials took is not a measure: it differs from run to run. */
export const costOf = ({ result: { budget = {} } }: TrialEntry): number =>
  Object.values(budget).reduce<number>((sum, amount) => sum + budgetSize(amount), 0);
