import { dominates } from '@nx-tune/search';
import { type Goal, goalsOf } from '@nx-tune/sweep';

import { metricLoss, metricOf } from '../data/scoreOf.js';
import type { SweepReport, TrialEntry } from '../data/sweepReport.js';

/** The relations between trials of sweeps with the same several goals. */
export interface Dominance {
  /** Places of trials, of which the first is no worse than the second in any goal and better in one. */
  readonly pairs: readonly (readonly [better: number, worse: number])[];
  /** The places of trials that completed: only they are compared. */
  readonly compared: readonly number[];
  /** The differences between two trials: the values of the second minus those of the first. */
  readonly differences?: readonly GoalDifference[];
}

export interface GoalDifference extends Goal {
  readonly difference: number;
}

/** Compares trials in all goals; undefined unless their sweeps have the same several goals. */
export function dominanceOf(
  compared: readonly { readonly report: SweepReport; readonly trial: TrialEntry }[],
): Dominance | undefined {
  const goals = commonGoals(compared.map(({ report }) => report));
  if (goals === undefined) return undefined;
  const whole = compared.flatMap(({ trial }, place) =>
    trial.result.outcome.kind === 'completed'
      ? [{ place, trial, losses: goals.map((goal) => metricLoss(trial, goal)) }]
      : [],
  );
  const pairs = whole.flatMap((one) =>
    whole.flatMap((other) => (dominates(one.losses, other.losses) ? [[one.place, other.place] as const] : [])),
  );
  const [first, second] = whole;
  const differences =
    compared.length === 2 && first !== undefined && second !== undefined
      ? goals.map((goal) => ({ ...goal, difference: metricOf(second.trial, goal) - metricOf(first.trial, goal) }))
      : undefined;
  return { pairs, compared: whole.map(({ place }) => place), ...(differences && { differences }) };
}

/** The goals that all of these sweeps have, in the order of the first; undefined if they differ, or if there is only one. */
export function commonGoals([first, ...rest]: readonly Pick<SweepReport, 'metric'>[]): readonly Goal[] | undefined {
  if (first?.metric.goals === undefined) return undefined;
  const { goals } = first.metric;
  const isSame = ({ metric }: Pick<SweepReport, 'metric'>): boolean => {
    const others = new Map(goalsOf(metric).map(({ name, goal }) => [name, goal]));
    return others.size === goals.length && goals.every(({ name, goal }) => others.get(name) === goal);
  };
  return rest.every(isSame) ? goals : undefined;
}
