import { canonicalJson } from '@nx-tune/search';

import { formatNumber } from '../text/formatNumber.js';
import { evaluationsOf } from './configurations.js';
import type { SweepReport, TrialEntry } from './sweepReport.js';

/** The titles of the columns that say how sure a mean is, in their order. */
export const replicateTitles = ['± se', 'replicates'] as const;

/** True if any of these entries is a configuration with replicates, so that there are such columns. */
export const haveReplicates = (trials: readonly TrialEntry[]): boolean =>
  trials.some(({ replicates }) => replicates !== undefined && replicates.isFirstAlone !== true);

/** The cells of these columns: the standard error of the mean, empty if there is none, and `3`, or `2 of 3` if one is missing. */
export const replicateCells = (
  trial: TrialEntry,
  report: Pick<SweepReport, 'metric' | 'isRace'>,
): readonly [string, string] => [errorText(trial, report), replicatesText(trial, report)];

function errorText(trial: TrialEntry, { metric }: Pick<SweepReport, 'metric'>): string {
  const error = standardErrorOf(trial, metric.name);
  return error === undefined || trial.result.outcome.kind !== 'completed' ? '' : formatError(error);
}

/** Digits of a standard error beyond the second say nothing. */
export const formatError = (error: number): string => formatNumber(Number(error.toPrecision(2)));

/** The standard error of the mean of a metric; undefined if the entry is not a configuration with several results. */
export const standardErrorOf = ({ replicates }: TrialEntry, metric: string): number | undefined =>
  replicates !== undefined && Object.hasOwn(replicates.standardErrors, metric)
    ? replicates.standardErrors[metric]
    : undefined;

/**
 * Returns the facts that files state about a configuration beside its means: their standard errors, and the ids of its trials.
 * Nothing if it is one trial.
 */
export function replicateFacts(trial: TrialEntry): Partial<ReplicateFacts> {
  const { cases } = trial;
  const replicates = trial.replicates?.isFirstAlone === true ? undefined : trial.replicates;
  if (replicates === undefined && cases === undefined) return {};
  return {
    ...(replicates && { standardErrors: replicates.standardErrors, replicates: replicates.entries.length }),
    ...(cases && { cases: new Set(cases.entries.map(({ result }) => canonicalJson(result.case ?? null))).size }),
    ids: evaluationsOf(trial).map(({ result }) => result.id),
  };
}

interface ReplicateFacts {
  readonly standardErrors: { readonly [metric: string]: number };
  readonly replicates: number;
  /** The number of cases that have a result. */
  readonly cases: number;
  readonly ids: readonly string[];
}

/** ` ± 0.02`; empty without replicates. */
export function plusMinus(trial: TrialEntry, metric: string): string {
  const error = standardErrorOf(trial, metric);
  return error === undefined ? '' : ` ± ${formatError(error)}`;
}

function replicatesText({ replicates }: TrialEntry, { isRace = false }: Pick<SweepReport, 'isRace'>): string {
  if (replicates === undefined || replicates.isFirstAlone === true) return '1';
  const { entries, asked } = replicates;
  return entries.length < asked ? `${isRace ? 'dropped after ' : ''}${entries.length} of ${asked}` : String(asked);
}
