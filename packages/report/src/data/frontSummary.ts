import { goalsOf } from '@nx-tune/sweep';

import { paretoFrontOf } from './rankTrials.js';
import type { SweepReport } from './sweepReport.js';

/** The Pareto front of a sweep with several goals, as files and scripts get it. */
export interface FrontSummary {
  /** The ids of the trials on it, of replicates those of the first. */
  readonly trials: readonly string[];
  /** The id of the one that the sweep's rule picks. */
  readonly picked?: string;
  /** The volume that it dominates, from the reference point. */
  readonly hypervolume: number;
  readonly reference: { readonly [goal: string]: number };
}

/** Summarises the front; undefined with one goal, and without a trial on it. */
export function frontSummary(report: SweepReport): FrontSummary | undefined {
  const pareto = paretoFrontOf(report);
  if (pareto === undefined || pareto.members.length === 0) return undefined;
  const { members, picked, hypervolume, reference } = pareto;
  return {
    trials: members.map(({ result }) => result.id),
    ...(picked && { picked: picked.result.id }),
    hypervolume,
    reference: Object.fromEntries(goalsOf(report.metric).map(({ name }, place) => [name, reference[place] ?? NaN])),
  };
}
