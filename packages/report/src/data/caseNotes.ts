import { meanOf, standardError } from '@nx-tune/search';
import { lossValue } from '@nx-tune/sweep';

import { formatGain } from '../text/formatGain.js';
import { type Configured, isPartial } from './configurations.js';
import { errorsApart } from './gainOver.js';
import { listedByRank } from './listedByRank.js';
import { caseText } from './onCases.js';
import { type RankedTrial, rankTrials } from './rankTrials.js';
import { metricOf } from './scoreOf.js';
import type { SweepReport, TrialEntry } from './sweepReport.js';

/**
 * Says which configurations cannot be distinguished from the best one by their means over cases, and what that gains over the
 * first trial, unless there are baselines to compare it with. Cases differ systematically, so configurations are compared case by
 * case. Empty without cases, with replicates of them, which say more, and where the metric is not a mean: the differences say
 * little about another aggregate.
 */
export function caseNotes(report: Configured & Pick<SweepReport, 'metric' | 'pick' | 'baselines'>): readonly string[] {
  if ((report.aggregate ?? 'mean') !== 'mean' || (report.replicates ?? 1) > 1) return [];
  const [best, ...others] = rankTrials(report).filter(isWhole);
  if (best === undefined || others.length === 0) return [];
  const compared = others.map((other) => ({ other, ...gainOnCases(other, best, report) }));
  const close = compared.filter(({ gain, error }) => gain <= errorsApart * error).map(({ other }) => other);
  const standing =
    close.length === 0
      ? `Every other configuration is behind the best by more than ${errorsApart} standard errors, paired by case.`
      : `${listedByRank(close)} cannot be told from the best: paired by case, the mean difference is within ${errorsApart} standard errors.`;
  const first = report.baselines === undefined ? compared.find(({ other }) => other.number === 0) : undefined;
  return first === undefined || first.gain <= errorsApart * first.error
    ? [standing]
    : [
        standing,
        `The best gains ${formatGain(first.gain, first.error)} over the first configuration (${first.other.result.id}).`,
      ];
}

const isWhole = (trial: RankedTrial): boolean =>
  trial.result.outcome.kind === 'completed' && (trial.cases?.entries.length ?? 0) > 1 && !isPartial(trial);

/** Returns how much better the best is, case by case: the mean of the differences, and its standard error. */
export function gainOnCases(
  other: TrialEntry,
  best: TrialEntry,
  { metric }: Pick<SweepReport, 'metric'>,
): { readonly gain: number; readonly error: number } {
  const lossOf = (trial: TrialEntry): number => lossValue(metricOf(trial, metric), metric.goal);
  const mine = new Map((best.cases?.entries ?? []).map((trial) => [caseText(trial), lossOf(trial)]));
  const differences = (other.cases?.entries ?? []).flatMap((trial) => {
    const against = mine.get(caseText(trial));
    return against === undefined ? [] : [lossOf(trial) - against];
  });
  return { gain: meanOf(differences), error: standardError(differences) };
}
