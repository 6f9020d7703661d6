import { type CostedResult, secondsOf, spentSeconds } from '../trial/cost.js';
import type { TrialResult, TrialRun } from '../trial/result.js';
import type { RecordedCost } from '../model/recordedCosts.js';
import type { Sweep } from '../model/sweep.js';

type Costed = Pick<Sweep, 'budgetSeconds' | 'gp' | 'recorded'>;

/** True if the proposals of a search depend on the costs of its trials. */
export const needsCost = ({ budgetSeconds, gp }: Pick<Costed, 'budgetSeconds' | 'gp'>): boolean =>
  budgetSeconds !== undefined || gp?.per !== undefined;

/** True if trials have used up the budget. */
export const isSpent = ({ budgetSeconds }: Pick<Costed, 'budgetSeconds'>, results: readonly CostedResult[]): boolean =>
  budgetSeconds !== undefined && spentSeconds(results) >= budgetSeconds;

/**
 * Adds to a result what its trial cost, if that matters: what the lock says, so that the same is proposed wherever trials take
 * another time; for a trial that the lock does not have, or has with another result, what was recorded when it ran.
 */
export function withCost(search: Costed, result: TrialResult, run: TrialRun | undefined): CostedResult {
  if (!needsCost(search)) return result;
  const locked = search.recorded?.trials.get(result.id);
  if (locked !== undefined && isSame(locked, result)) return { ...result, seconds: locked.seconds };
  return run === undefined ? result : { ...result, seconds: secondsOf(run) };
}

const isSame = ({ outcome, metrics }: RecordedCost, result: TrialResult): boolean =>
  outcome === result.outcome.kind && Object.entries(metrics).every(([name, value]) => result.metrics[name] === value);
