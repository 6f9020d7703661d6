import { fromMetricValue, type Metric, type Outcome } from '@nx-tune/sweep';

import type { SweepReport, TrialEntry } from './sweepReport.js';

export interface RankedTrial extends TrialEntry {
  /** From 1. Trials of equal metric keep the sweep's order. */
  readonly rank: number;
}

type Ranked = Pick<SweepReport, 'trials' | 'metric'>;

/** Of trials that continue one another, the last: it has the largest budget. */
function furthest({ trials }: Ranked): readonly TrialEntry[] {
  const continued = new Set(trials.map(({ result }) => result.continues));
  return trials.filter(({ result }) => !continued.has(result.id));
}

/** Completed trials from best to worst, then those stopped, diverged, infeasible and failed. */
export function rankTrials(report: Ranked): readonly RankedTrial[] {
  const { metric } = report;
  const sorted = furthest(report).toSorted(
    (a, b) =>
      places[a.result.outcome.kind] - places[b.result.outcome.kind] ||
      compare(loss(a, metric), loss(b, metric)) ||
      a.number - b.number,
  );
  return sorted.map((trial, index) => ({ ...trial, rank: index + 1 }));
}

const places: Readonly<Record<Outcome['kind'], number>> = {
  completed: 0,
  stopped: 1,
  diverged: 2,
  infeasible: 3,
  failed: 4,
};

/** A difference would be NaN for two infinities, and a sort that is told NaN orders nothing. */
const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

/** The metric as it is compared: lower is better, without it last, and of trials that did not complete none is better. */
function loss(trial: TrialEntry, metric: Metric): number {
  if (trial.result.outcome.kind !== 'completed') return 0;
  const value = metricOf(trial, metric);
  if (Number.isNaN(value)) return Infinity;
  return metric.goal === 'minimize' ? value : -value;
}

/** The sweep's metric of a trial; NaN if it has none. */
export const metricOf = ({ result }: TrialEntry, { name }: Metric): number =>
  fromMetricValue(Object.hasOwn(result.metrics, name) ? (result.metrics[name] ?? 'NaN') : 'NaN');

/** The best completed trial, or undefined if none completed. */
export function bestTrial(report: Ranked): TrialEntry | undefined {
  const [first] = rankTrials(report);
  return first?.result.outcome.kind === 'completed' ? first : undefined;
}
