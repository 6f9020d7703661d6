import { type Front, frontOf, goalsOf, type Judged } from '@nx-tune/sweep';

import { isPartial } from './configurations.js';
import { countOf, metricLoss, scoreOf } from './scoreOf.js';
import type { SweepReport, TrialEntry } from './sweepReport.js';

/** The rules that decide on a front. */
export type Ranked = Pick<SweepReport, 'metric' | 'pick' | 'prefer' | 'reference'> &
  Partial<Pick<SweepReport, 'method'>>;

/** The Pareto front of configurations, and what it follows from. */
export interface Pareto extends Omit<Front, 'members' | 'picked'> {
  /** The configurations that no other dominates, in the sweep's order. */
  readonly members: readonly TrialEntry[];
  readonly picked: TrialEntry | undefined;
  /** The worth of each configuration, in the order in which they were given. */
  readonly judged: readonly Judged[];
}

/**
 * The Pareto front of configurations in the order of trials. Those that lack evaluations are not on it, nor, unless the user's rule is
 * another one, those with fewer replicates than the most, since the others were checked. The reference follows from these, too.
 */
export function paretoOf(configurations: readonly TrialEntry[], ranked: Ranked): Pareto {
  const judged = judgedIn(configurations, ranked);
  const { members, picked, ...front } = frontOf(judged, ranked);
  return {
    ...front,
    judged,
    members: members.flatMap((index) => configurations[index] ?? []),
    picked: picked === undefined ? undefined : configurations[picked],
  };
}

function judgedIn(configurations: readonly TrialEntry[], { metric, pick = 'mean' }: Ranked): readonly Judged[] {
  const complete = configurations.filter(isComplete);
  const most = Math.max(0, ...complete.map(countOf));
  const compared = new Set(complete.filter((trial) => pick !== 'mean' || countOf(trial) === most));
  const scores = goalsOf(metric).map((goal) => scoreOf(complete, goal, pick));
  return configurations.map((trial): Judged => {
    if (compared.has(trial)) {
      const losses = scores.map((score) => score(trial));
      return { loss: losses[0] ?? Infinity, losses };
    }
    const losses = goalsOf(metric).map((goal) => metricLoss(trial, goal));
    const isViolating = violates(trial) !== undefined;
    const hasValues = (isComplete(trial) || isViolating) && losses.every(Number.isFinite);
    if (!hasValues) return { loss: Infinity };
    // That it violates a rule is known, and by how much does not matter here.
    return { loss: Infinity, losses, ...(isViolating ? { violations: [1] } : {}) };
  });
}

const isComplete = (trial: TrialEntry): boolean => trial.result.outcome.kind === 'completed' && !isPartial(trial);

/** The rules for results that a configuration which has ended well violates; undefined if there are none. */
export const violates = ({ result: { outcome } }: TrialEntry): readonly string[] | undefined =>
  outcome.kind === 'infeasible' ? outcome.violates : undefined;
