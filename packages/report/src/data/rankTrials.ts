import { type Configured, configurationsOf, evaluationsOf, isPartial } from './configurations.js';
import { outcomeOrder } from './outcomeOrder.js';
import { costOf, countOf, metricOf, scoreOf } from './scoreOf.js';
import type { SweepReport, TrialEntry } from './sweepReport.js';

export interface RankedTrial extends TrialEntry {
  /** From 1. Completed trials of equal metric share a rank, and keep the sweep's order. */
  readonly rank: number;
}

type Ranked = Configured & Pick<SweepReport, 'metric' | 'pick'>;

/** Keeps, of trials that continue one another, the last: it has the largest budget. */
function furthest(report: Ranked): readonly TrialEntry[] {
  const trials = configurationsOf(report);
  const continued = new Set(trials.map(({ result }) => result.continues));
  return trials.filter(({ result }) => !continued.has(result.id));
}

/**
 * Ranks completed trials from best to worst, followed by those stopped, diverged, infeasible and failed. Replicates are ranked
 * together, by the sweep's rule, their means by default. Configurations that lack some come after those that are whole, and, unless the
 * rule is another one, those with fewer replicates after those with the most, since these were checked. Of equal ones the cheaper comes
 * first, then the earlier.
 */
export function rankTrials(report: Ranked): readonly RankedTrial[] {
  const { metric, pick = 'mean' } = report;
  const trials = furthest(report);
  const scores = scoreOf(
    trials.filter((trial) => isCompleted(trial) && !isPartial(trial)),
    metric,
    pick,
  );
  const placed = trials.map((trial): Placed => {
    const keys = [outcomeOrder[trial.result.outcome.kind], Number(isPartial(trial))];
    const checked = pick === 'mean' ? -countOf(trial) : 0;
    return { trial, keys: isCompleted(trial) ? [...keys, checked, scores(trial)] : keys };
  });
  const sorted = placed.toSorted(
    (a, b) => comparePlaces(a, b) || costOf(a.trial) - costOf(b.trial) || a.trial.number - b.trial.number,
  );
  let rank = 0;
  return sorted.map((one, index) => {
    const before = sorted[index - 1];
    if (before === undefined || !isTied(before, one)) rank = index + 1;
    return { ...one.trial, rank };
  });
}

/** A trial with what it is ranked by, the most important first. */
interface Placed {
  readonly trial: TrialEntry;
  readonly keys: readonly number[];
}

const isCompleted = ({ result }: TrialEntry): boolean => result.outcome.kind === 'completed';

function comparePlaces(a: Placed, b: Placed): number {
  for (const [place, key] of a.keys.entries()) {
    const order = compare(key, b.keys[place] ?? key);
    if (order !== 0) return order;
  }
  return 0;
}

const isTied = (a: Placed, b: Placed): boolean =>
  isCompleted(a.trial) && isCompleted(b.trial) && a.keys.every(Number.isFinite) && comparePlaces(a, b) === 0;

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

/** The best completed trial, or undefined if none completed with a value of the metric. */
export function bestTrial(report: Ranked): TrialEntry | undefined {
  const [first] = rankTrials(report);
  return first?.result.outcome.kind === 'completed' && !Number.isNaN(metricOf(first, report.metric))
    ? first
    : undefined;
}
