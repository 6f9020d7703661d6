import { fromMetricValue, lossValue, type Metric } from '@nx-tune/sweep';

import { type Configured, configurationsOf, evaluationsOf, isPartial } from './configurations.js';
import { outcomeOrder } from './outcomeOrder.js';
import type { SweepReport, TrialEntry } from './sweepReport.js';

export interface RankedTrial extends TrialEntry {
  /** From 1. Completed trials of equal metric share a rank, and keep the sweep's order. */
  readonly rank: number;
}

type Ranked = Configured & Pick<SweepReport, 'metric'>;

/** Keeps, of trials that continue one another, the last: it has the largest budget. */
function furthest(report: Ranked): readonly TrialEntry[] {
  const trials = configurationsOf(report);
  const continued = new Set(trials.map(({ result }) => result.continues));
  return trials.filter(({ result }) => !continued.has(result.id));
}

/**
 * Ranks completed trials from best to worst, followed by those stopped, diverged, infeasible and failed. Replicates are ranked
 * together, by their means, and those that lack some after those that are whole.
 */
export function rankTrials(report: Ranked): readonly RankedTrial[] {
  const { metric } = report;
  const sorted = furthest(report).toSorted(
    (a, b) =>
      outcomeOrder[a.result.outcome.kind] - outcomeOrder[b.result.outcome.kind] ||
      Number(isPartial(a)) - Number(isPartial(b)) ||
      compare(loss(a, metric), loss(b, metric)) ||
      a.number - b.number,
  );
  let rank = 0;
  return sorted.map((trial, index) => {
    const before = sorted[index - 1];
    if (before === undefined || !isTied(before, trial, metric)) rank = index + 1;
    return { ...trial, rank };
  });
}

/** The configuration that a trial stands for: that of which it is the first replicate, as in a ranking, or else itself. */
export const configurationOf = (report: Ranked, trial: TrialEntry): TrialEntry =>
  configurationsOf(report).find(({ result }) => result.id === trial.result.id) ?? trial;

/** All trials that count, each replicate for itself, with the rank of its configuration. */
export const rankEach = (report: Ranked): readonly RankedTrial[] =>
  rankTrials(report).flatMap((ranked) =>
    evaluationsOf(ranked).map((trial) => (trial === ranked ? ranked : { ...trial, rank: ranked.rank })),
  );

/** Subtraction would give NaN for two infinities, and NaN breaks a sort. */
const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

const isTied = (a: TrialEntry, b: TrialEntry, metric: Metric): boolean =>
  isPartial(a) === isPartial(b) &&
  [a, b].every(({ result }) => result.outcome.kind === 'completed') &&
  metricOf(a, metric) === metricOf(b, metric);

/** The metric as it is compared: lower is better, and trials without it come last. Trials that did not complete are all equal. */
function loss(trial: TrialEntry, metric: Metric): number {
  if (trial.result.outcome.kind !== 'completed') return 0;
  const value = metricOf(trial, metric);
  if (Number.isNaN(value)) return Infinity;
  return lossValue(value, metric.goal);
}

/** A trial's value of the sweep's metric; NaN if it has none. */
export const metricOf = ({ result }: TrialEntry, { name }: Metric): number =>
  fromMetricValue(Object.hasOwn(result.metrics, name) ? (result.metrics[name] ?? 'NaN') : 'NaN');

/** The best completed trial, or undefined if none completed with a value of the metric. */
export function bestTrial(report: Ranked): TrialEntry | undefined {
  const [first] = rankTrials(report);
  return first?.result.outcome.kind === 'completed' && !Number.isNaN(metricOf(first, report.metric))
    ? first
    : undefined;
}
