import { canonicalJson, type Evaluations, winnerWorth, type Worth, type WorthOptions } from '@nx-tune/search';

import { type Configured, configurationsOf, evaluationKey, isPartial } from './configurations.js';
import { type RankedTrial, rankTrials } from './rankTrials.js';
import { metricLoss } from './scoreOf.js';
import type { SweepReport, TrialEntry } from './sweepReport.js';

/** The knowledge about the best configuration of a sweep with replicates, in losses: lower is better, whatever the goal. */
export interface BestWorth {
  readonly best: RankedTrial;
  /** The other configurations that completed, in their order. */
  readonly others: readonly RankedTrial[];
  readonly worth: Worth;
  /** The losses of a configuration, by what distinguishes its evaluations. */
  readonly lossesOf: (trial: TrialEntry) => ReadonlyMap<string, number>;
}

type Ranked = Configured & Pick<SweepReport, 'metric' | 'pick'>;

/** Estimates what the best of a sweep is worth on new replicates. Undefined if it has no replicates, or lacks some. */
export function worthOfBest(report: Ranked, options?: WorthOptions): BestWorth | undefined {
  if (configurationsOf(report) === report.trials) return undefined;
  const lossesOf = (trial: TrialEntry): ReadonlyMap<string, number> =>
    new Map(
      (trial.replicates?.entries ?? [trial]).map((entry) => [evaluationKey(entry), metricLoss(entry, report.metric)]),
    );
  const [first, ...rest] = rankTrials(report).filter(
    (trial) =>
      trial.result.outcome.kind === 'completed' &&
      !isPartial(trial) &&
      [...lossesOf(trial).values()].every(Number.isFinite),
  );
  const whole = first === undefined ? [] : [first, ...rest.filter((other) => budgetOf(other) === budgetOf(first))];
  const [best, ...others] = whole;
  const worth = winnerWorth(evaluationsOf(whole.map(lossesOf)), 0, options);
  return best === undefined || worth === undefined ? undefined : { best, others, worth, lossesOf };
}

/** Values with a smaller budget say nothing of those with a larger one. */
export const budgetOf = ({ result: { budget = {} } }: TrialEntry): string => canonicalJson(budget);

/** Separates the evaluations that all configurations have from those that only some have, since they were checked. */
function evaluationsOf(losses: readonly ReadonlyMap<string, number>[]): readonly Evaluations[] {
  const most = losses.reduce((a, b) => (b.size > a.size ? b : a), new Map() as ReadonlyMap<string, number>);
  const keys = [...most.keys()];
  const isShared = new Map(keys.map((key) => [key, losses.every((one) => one.has(key))]));
  const first = keys.filter((key) => isShared.get(key) === true);
  const fresh = keys.filter((key) => isShared.get(key) === false);
  const pick = (one: ReadonlyMap<string, number>, names: readonly string[]): number[] =>
    names.map((key) => one.get(key) ?? NaN);
  return losses.map((one) => ({
    first: pick(one, first),
    fresh: fresh.every((key) => one.has(key)) ? pick(one, fresh) : [],
  }));
}
