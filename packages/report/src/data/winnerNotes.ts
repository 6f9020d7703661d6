import { lossValue } from '@nx-tune/sweep';

import { isPartial, meanOf, replicateNumber, standardError } from './configurations.js';
import { metricOf, type RankedTrial, rankTrials } from './rankTrials.js';
import type { SweepReport, TrialEntry } from './sweepReport.js';

/** How many configurations are named. */
const mostNamed = 5;

/** Within how many standard errors of the difference two configurations cannot be told apart. */
const errorsApart = 2;

/**
 * Says what the best of a sweep with replicates is worth: which others cannot be told from it, and what its mean is. Empty without
 * replicates, and as long as no two configurations have all of theirs.
 */
export function winnerNotes(report: Pick<SweepReport, 'trials' | 'metric' | 'replicates'>): readonly string[] {
  const { name } = report.metric;
  const [best, ...others] = rankTrials(report).filter(isWhole);
  if (best === undefined || others.length === 0) return [];
  if ([best, ...others].every(({ replicates }) => replicates?.standardErrors[name] === 0))
    return [
      `The replicates of a configuration never differ in ${name}: does the objective use its seed, trial.rng() or TUNE_SEED? If it needs none, "replicates" only costs time.`,
    ];
  return [standing(best, others, report), chosen];
}

/** Whether a configuration has several replicates, and the metric of all of them. */
const isWhole = (trial: RankedTrial): boolean =>
  trial.result.outcome.kind === 'completed' && (trial.replicates?.entries.length ?? 0) > 1 && !isPartial(trial);

const chosen =
  'The mean of the best is partly luck, since it was chosen for that: expect new replicates to be a little worse. A higher "replicates" runs only the new ones.';

function standing(best: RankedTrial, others: readonly RankedTrial[], { metric }: Pick<SweepReport, 'metric'>): string {
  const close = others.filter((other) => !isBehind(other, best, metric));
  if (close.length === 0)
    return `Every other configuration is behind the best by more than ${errorsApart} standard errors, paired by replicate.`;
  const named = close.slice(0, mostNamed).map(({ rank, result }) => `#${rank} (${result.id})`);
  const more = close.length - named.length;
  const all = more > 0 ? [...named, `${more} more`] : named;
  const list = all.length === 1 ? all[0] : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
  return `${list} cannot be told from the best: paired by replicate, the mean difference is within ${errorsApart} standard errors.`;
}

/** Replicates of the same number have the same seed, so what it does to both of them is not a difference. */
function isBehind(other: TrialEntry, best: TrialEntry, metric: SweepReport['metric']): boolean {
  const lossOf = (trial: TrialEntry): number => lossValue(metricOf(trial, metric), metric.goal);
  const losses = new Map((best.replicates?.entries ?? []).map((trial) => [replicateNumber(trial), lossOf(trial)]));
  const differences = (other.replicates?.entries ?? []).flatMap((trial) => {
    const loss = losses.get(replicateNumber(trial));
    return loss === undefined ? [] : [lossOf(trial) - loss];
  });
  return meanOf(differences) > errorsApart * standardError(differences);
}
