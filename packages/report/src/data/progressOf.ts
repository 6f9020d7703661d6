import { bestSoFar } from './bestSoFar.js';
import { configurationsOf, evaluationsOf } from './configurations.js';
import { metricOf } from './scoreOf.js';
import type { SweepReport, TrialEntry } from './sweepReport.js';

/**
 * The measure by which sweeps are compared: the number of their trials, what these spent of their budget, or the seconds that
 * they took.
 */
export type Spent = 'trials' | 'budget' | 'seconds';

/** The best so far of a sweep. */
export interface SweepProgress {
  readonly sweep: string;
  /** Pairs of what was spent until then, and the best value. */
  readonly points: readonly (readonly number[])[];
}

/** The best so far in the sweep's order. A trial that did not complete was spent, too. Replicates count together, by their mean. */
export function progressOf(report: SweepReport, by: Spent): SweepProgress {
  const { sweep, trials, metric } = report;
  const byId = new Map(trials.map((trial) => [trial.result.id, trial]));
  let spent = 0;
  const points = configurationsOf(report).flatMap((trial): [number, number][] => {
    spent += sumOf(evaluationsOf(trial).map((one) => costOf(one, byId, by)));
    const value = trial.result.outcome.kind === 'completed' ? metricOf(trial, metric) : NaN;
    return Number.isFinite(value) ? [[spent, value]] : [];
  });
  return { sweep, points: bestSoFar(points, metric.goal, spent) };
}

const sumOf = (costs: readonly number[]): number => costs.reduce((sum, cost) => sum + cost, 0);

/** A trial that continues another spends what its budget has more. Without a budget, each trial spends 1. */
function costOf({ result, run }: TrialEntry, byId: ReadonlyMap<string, TrialEntry>, by: Spent): number {
  if (by === 'trials') return 1;
  if (by === 'seconds') return (run?.durationMs ?? 0) / 1000;
  const before = result.continues === undefined ? undefined : byId.get(result.continues);
  return budgetOf(result.budget) - (before === undefined ? 0 : budgetOf(before.result.budget));
}

const budgetOf = (budget: TrialEntry['result']['budget'] = {}): number => {
  const [amount] = Object.values(budget);
  return typeof amount === 'number' ? amount : 1;
};
