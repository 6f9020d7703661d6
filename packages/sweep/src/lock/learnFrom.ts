import { allows, canonicalJson, defined, digest, liesIn } from '@nx-tune/search';

import type { Sweep } from '../model/sweep.js';
import type { WarmStart, WarmStartResult } from '../model/warmStart.js';
import { budgetSize, wholeRun } from '../trial/budget.js';
import { judgeConfiguration } from '../trial/configurationLoss.js';
import { goalsOf, type Metric } from '../trial/metric.js';
import { readFor } from '../trial/resultFor.js';
import type { ImportedResults, ImportedTrial } from './importedResults.js';
import { knownConfigurations, type KnownTrial } from './knownConfigurations.js';
import { type Lock, lockDigest, resultOf } from './lock.js';

type Learner = Pick<Sweep, 'objective' | 'metric' | 'aggregate' | 'space' | 'ladder' | 'exclude' | 'constraints'>;

export type Learnt =
  | { readonly warmStart: WarmStart; readonly notice?: string }
  /** The reason why the source at this index cannot be used. */
  | { readonly problem: { readonly source: number; readonly found: string } };

/** The most results that are used. More would slow proposals down, since earlier proposals are repeated, and add little. */
const most = 100;

/**
 * Selects what a sweep can learn from other locks and from imported results: those of the same objective that have
 * the metric and whose params lie in its own space. The order of sources and of their lines says nothing.
 */
export function learnFrom(sweep: Learner, sources: readonly (Lock | ImportedResults)[]): Learnt {
  for (const [source, one] of sources.entries()) {
    const found = strangerOf(sweep, one);
    if (found !== undefined) return { problem: { source, found } };
  }
  const known = sources.flatMap((source) => knownConfigurations(trialsOf(source, sweep.metric)));
  const isFitting = comparableIn(sweep);
  const fitting = known.flatMap((trials) => (trials?.every(isFitting) === true ? [trials] : []));
  const all = fitting.map((trials): WarmStartResult => {
    const [{ params, budget: amounts }] = trials as [KnownTrial];
    const { loss, ...judged } = judgeConfiguration(trials, sweep);
    const budget = amounts?.[sweep.ladder?.unit ?? ''] ?? unbudgeted(sweep);
    return { params, loss: loss < Infinity ? loss : null, ...judged, ...defined({ budget }) };
  });
  const different = ranked(all);
  const results = someOf(different);
  const left = known.length - fitting.length;
  const notice = [
    ...(left > 0
      ? [
          `${left} of ${known.length} results under "from" are not used: they lie outside the space, have another budget, or lack ${known.includes(undefined) ? 'the metric or a case' : 'the metric'}`,
        ]
      : []),
    ...(results.length < different.length
      ? [`${results.length} of ${different.length} results under "from" are used`]
      : []),
  ].join('; ');
  const warmStart = { digest: digest(canonicalJson(results), 26), results };
  return { warmStart, ...(notice === '' ? {} : { notice }) };
}

/** Returns the budget of a result without one, where every program runs to its end if nothing ends it. */
const unbudgeted = ({ ladder }: Pick<Sweep, 'ladder'>): typeof wholeRun | undefined =>
  ladder?.bands === undefined ? undefined : wholeRun;

/** The results of a source, read for a metric. Its results were read for its own. */
function trialsOf(source: Lock | ImportedResults, metric: Metric): readonly KnownTrial[] {
  const trials: readonly KnownTrial[] = 'sweep' in source ? source.trials.map(resultOf) : source.trials;
  const isSame = source.metric.name === metric.name && metric.goals === undefined && metric.results === undefined;
  return isSame ? trials : trials.map((trial) => ({ ...trial, ...readFor(metric, trial) }));
}

/**
 * Returns how a source differs in objective, or that it lacks the metric, or undefined. Only the user knows the objective of
 * imported results.
 */
function strangerOf(
  { objective, metric }: Pick<Sweep, 'objective' | 'metric'>,
  lock: Lock | ImportedResults,
): string | undefined {
  if (
    (lock.metric.name !== metric.name || metric.goals !== undefined) &&
    !trialsOf(lock, metric).some((trial) => hasMetric(trial, metric))
  )
    return metric.goals === undefined
      ? `its metric is ${lock.metric.name}, not ${metric.name}`
      : `none of its trials has all of ${metric.goals.map(({ name }) => name).join(', ')}`;
  if (!('sweep' in lock)) return undefined;
  const seeds = [...new Set(lock.trials.map(({ seed }) => seed))];
  const isSame = seeds.some((seed) => lockDigest({ objective, seed }) === lock.sweep);
  return isSame || seeds.length === 0 ? undefined : 'its objective is different';
}

const hasMetric = ({ metrics }: ImportedTrial, metric: Metric): boolean =>
  goalsOf(metric).every(({ name }) => Object.hasOwn(metrics, name));

/** Returns whether a result has the same space and kind of budget as the sweep, and a loss if it completed. */
export const isComparable = (sweep: Omit<Learner, 'objective'>, trial: ImportedTrial): boolean =>
  comparableIn(sweep)(trial);

function comparableIn(sweep: Omit<Learner, 'objective'>): (trial: ImportedTrial) => boolean {
  const { space, metric, ladder } = sweep;
  const isAllowed = allows(sweep);
  return (trial) => {
    const { params, budget } = trial;
    const units = Object.keys(budget ?? {}).join();
    const hasKind = units === (ladder?.unit ?? '') || (units === '' && unbudgeted(sweep) !== undefined);
    return hasKind && !isSilent(trial, metric) && liesIn(space, params) && isAllowed(params);
  };
}

/** True if a trial has ended well without reporting the metric. */
const isSilent = (trial: ImportedTrial, metric: Metric): boolean =>
  (trial.outcome.kind === 'completed' && !hasMetric(trial, metric)) ||
  (trial.outcome.kind === 'failed' && trial.outcome.missing !== undefined);

/**
 * Sorts from best to worst of the largest budget, then of the next, so that no order of files or texts counts; equal ones are
 * one.
 */
function ranked(results: readonly WarmStartResult[]): WarmStartResult[] {
  const byDigest = new Map(results.map((result) => [digest(canonicalJson(result), 26), result]));
  return [...byDigest]
    .toSorted(
      ([a, one], [b, other]) => budgetOf(other) - budgetOf(one) || rankOf(one) - rankOf(other) || (a < b ? -1 : 1),
    )
    .map(([, result]) => result);
}

const budgetOf = ({ budget = 0 }: WarmStartResult): number => budgetSize(budget);
const rankOf = ({ loss }: WarmStartResult): number => loss ?? Number.MAX_VALUE;

/** The better half of what is wanted are the best; the others represent the rest at even distances of rank. */
function someOf(results: readonly WarmStartResult[]): readonly WarmStartResult[] {
  if (results.length <= most) return results;
  const half = most / 2;
  const rest = results.slice(half);
  const stepOf = (rank: number): number => Math.floor((rank * half) / rest.length);
  return [...results.slice(0, half), ...rest.filter((_, rank) => stepOf(rank) > stepOf(rank - 1))];
}
