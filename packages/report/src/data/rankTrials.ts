import { frontNumbers } from '@nx-tune/search';

import { type Configured, configurationsOf, evaluationsOf, isPartial } from './configurations.js';
import { outcomeOrder } from './outcomeOrder.js';
import { type Pareto, paretoOf } from './paretoOf.js';
import { costOf, countOf, metricOf, scoreOf } from './scoreOf.js';
import type { SweepReport, TrialEntry } from './sweepReport.js';

export interface RankedTrial extends TrialEntry {
  /** From 1. Completed trials of equal metric share a rank, and keep the sweep's order. */
  readonly rank: number;
  /** Set if it is on the Pareto front; `picked` is the one that is picked from it. Absent with one goal. */
  readonly front?: 'picked' | 'front';
}

type Ranked = Configured &
  Pick<SweepReport, 'metric' | 'pick' | 'prefer' | 'reference'> &
  Partial<Pick<SweepReport, 'method'>>;

/** Keeps, of trials that continue one another, the last: it has the largest budget. */
function furthest(report: Ranked): readonly TrialEntry[] {
  const trials = configurationsOf(report);
  const continued = new Set(trials.map(({ result }) => result.continues));
  return trials.filter(({ result }) => !continued.has(result.id));
}

/** The Pareto front of a sweep with several goals; undefined with one. */
export function paretoFrontOf(report: Ranked): Pareto | undefined {
  return report.metric.goals === undefined ? undefined : paretoOf(inOrder(furthest(report)), report);
}

const inOrder = (trials: readonly TrialEntry[]): readonly TrialEntry[] =>
  trials.toSorted((a, b) => a.number - b.number);

/**
 * Ranks completed trials from best to worst, followed by those stopped, diverged, infeasible and failed. Replicates are ranked
 * together, by the sweep's rule, their means by default. Configurations that lack some come after those that are whole, and,
 * unless the rule is another one, those with fewer replicates after those with the most, since these were checked. Of equal ones
 * the cheaper comes first, then the earlier. With several goals, those of one front share a rank, the picked one first.
 */
export function rankTrials(report: Ranked): readonly RankedTrial[] {
  const ranked = known.get(report) ?? rank(report);
  known.set(report, ranked);
  return ranked;
}

/** Each part of a report asks for the ranking. */
const known = new WeakMap<Ranked, readonly RankedTrial[]>();

function rank(report: Ranked): readonly RankedTrial[] {
  const { metric, pick = 'mean' } = report;
  const trials = inOrder(furthest(report));
  const whole = trials.filter((trial) => isCompleted(trial) && !isPartial(trial));
  const score = scoreOf(whole, metric, pick);
  const scores = metric.goals === undefined ? undefined : frontScores(trials, report);
  const placed = trials.map((trial): Placed => {
    const keys = [outcomeOrder[trial.result.outcome.kind], Number(isPartial(trial))];
    const checked = pick === 'mean' ? -countOf(trial) : 0;
    const cost = costOf(trial);
    if (!isCompleted(trial)) return { trial, keys, within: [], cost };
    return scores === undefined
      ? { trial, keys: [...keys, checked, score(trial)], within: [], cost }
      : { trial, keys: [...keys, checked, scores.front(trial)], within: [scores.unpicked(trial), score(trial)], cost };
  });
  const sorted = placed.toSorted(
    (a, b) =>
      comparePlaces(a.keys, b.keys) ||
      comparePlaces(a.within, b.within) ||
      a.cost - b.cost ||
      a.trial.number - b.trial.number,
  );
  let place = 0;
  return sorted.map((one, index) => {
    const before = sorted[index - 1];
    if (before === undefined || !isTied(before, one)) place = index + 1;
    const front = scores?.front(one.trial) === 0 ? (scores.unpicked(one.trial) === 0 ? 'picked' : 'front') : undefined;
    return front === undefined ? { ...one.trial, rank: place } : { ...one.trial, rank: place, front };
  });
}

interface FrontScores {
  /** The number of the front that a trial is on, from 0. */
  front(trial: TrialEntry): number;
  /** 0 for the one that is picked. */
  unpicked(trial: TrialEntry): number;
}

function frontScores(trials: readonly TrialEntry[], ranked: Ranked): FrontScores {
  const { judged, picked } = paretoOf(trials, ranked);
  const winning = judged.flatMap(({ loss, losses }, index) => (loss < Infinity && losses ? [{ index, losses }] : []));
  const numbers = frontNumbers(winning.map(({ losses }) => losses));
  const byTrial = new Map(winning.map(({ index }, place) => [trials[index], numbers[place]]));
  return {
    front: (trial) => byTrial.get(trial) ?? Infinity,
    unpicked: (trial) => Number(trial !== picked),
  };
}

/** A trial with what it is ranked by, the most important first. */
interface Placed {
  readonly trial: TrialEntry;
  readonly keys: readonly number[];
  /** The keys that decide among those of the same rank. */
  readonly within: readonly number[];
  readonly cost: number;
}

const isCompleted = ({ result }: TrialEntry): boolean => result.outcome.kind === 'completed';

function comparePlaces(a: readonly number[], b: readonly number[]): number {
  // Not by an iterator: this is most of what the ranking of thousands takes.
  for (let place = 0; place < a.length; place += 1) {
    const key = a[place] ?? 0;
    const order = compare(key, b[place] ?? key);
    if (order !== 0) return order;
  }
  return 0;
}

const isTied = (a: Placed, b: Placed): boolean =>
  isCompleted(a.trial) && isCompleted(b.trial) && a.keys.every(Number.isFinite) && comparePlaces(a.keys, b.keys) === 0;

/** The configuration that a trial represents: that of which it is the first replicate, as in a ranking, or else itself. */
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
