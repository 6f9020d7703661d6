import { canonicalJson, defined } from '@nx-tune/search';
import { fromMetricValue, type Outcome, toMetricValue, type TrialResult } from '@nx-tune/sweep';

import { formatOutcomes } from './outcomeCounts.js';
import { outcomeOrder } from './outcomeOrder.js';
import type { Replicates, SweepReport, TrialEntry } from './sweepReport.js';

/**
 * The configurations of a sweep, in its order: without replicates the trials themselves, and otherwise one entry for all replicates
 * of the same params. Its metrics are their means, its id is that of the first, and it has completed only if all of them have.
 */
export function configurationsOf({
  trials,
  replicates = 1,
}: Pick<SweepReport, 'trials' | 'replicates'>): readonly TrialEntry[] {
  if (replicates === 1 && trials.every(({ result }) => result.replicate === undefined)) return trials;
  const groups = new Map<string, TrialEntry[]>();
  for (const trial of trials) {
    const { params, budget = {} } = trial.result;
    const key = canonicalJson([params, budget]);
    groups.set(key, [...(groups.get(key) ?? []), trial]);
  }
  return [...groups.values()].map((entries) =>
    configurationOf(entries.toSorted(byReplicate), Math.max(replicates, entries.length)),
  );
}

/** Whether replicates of a configuration have no result yet, so that it is not to be compared with whole ones. */
export const isPartial = ({ replicates }: TrialEntry): boolean =>
  replicates !== undefined && replicates.entries.length < replicates.asked;

/** Whether a configuration was chosen to be run again: it has more replicates than the sweep asks for of each. */
export const wasRunAgain = (
  { replicates }: TrialEntry,
  { replicates: ofEach = 1 }: Pick<SweepReport, 'replicates'>,
): boolean => replicates?.entries.some((entry) => replicateNumber(entry) >= ofEach) === true;

/** States how many replicates did not complete: `1 of 3 failed`; undefined if all did, or if there are none. */
export function brokenReplicates({ replicates }: TrialEntry): string | undefined {
  if (replicates === undefined) return undefined;
  const { entries, asked } = replicates;
  const text = formatOutcomes((kind) => countOf(entries, kind), ` of ${asked}`);
  return text === '' ? undefined : text;
}

const byReplicate = (a: TrialEntry, b: TrialEntry): number => replicateNumber(a) - replicateNumber(b);

/** The number of a trial among the replicates of its configuration, from 0. */
export const replicateNumber = ({ result: { replicate = 0 } }: TrialEntry): number => replicate;

function configurationOf(entries: readonly TrialEntry[], asked: number): TrialEntry {
  const [first] = entries as [TrialEntry];
  const values = valuesByMetric(entries.map(({ result }) => result));
  const means = values.map(([name, all]) => [name, toMetricValue(meanOf(all))] as const);
  const errors = values
    .map(([name, all]) => [name, standardError(all)] as const)
    .filter(([, error]) => Number.isFinite(error));
  const executed = entries.map((entry) => entry.executed);
  return {
    number: first.number,
    result: { ...first.result, outcome: outcomeOf(entries, asked), metrics: Object.fromEntries(means) },
    ...defined({
      run: runOf(entries),
      executed: executed.includes(undefined) ? undefined : executed.includes(true),
    }),
    replicates: { entries, asked, standardErrors: Object.fromEntries(errors) },
  };
}

/** The values of the metrics that all replicates have. */
function valuesByMetric(results: readonly TrialResult[]): readonly (readonly [string, readonly number[]])[] {
  const names = Object.keys(results[0]?.metrics ?? {}).filter((name) =>
    results.every(({ metrics }) => Object.hasOwn(metrics, name)),
  );
  return names.map((name) => [name, results.map(({ metrics }) => fromMetricValue(metrics[name] ?? 'NaN'))]);
}

/** The mean of equal values is that value, to the last bit. */
export function meanOf(values: readonly number[]): number {
  const [first = NaN] = values;
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}

/** The standard error of the mean: the sample's standard deviation, divided by the root of its size. NaN for a single value. */
export function standardError(values: readonly number[]): number {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}

/** The worst way in which a replicate ended, with the reason of the first that ended so. */
function outcomeOf(entries: readonly TrialEntry[], asked: number): Outcome {
  const outcomes = entries.map(({ result }) => result.outcome);
  const worst = outcomes.reduce((a, b) => (outcomeOrder[b.kind] > outcomeOrder[a.kind] ? b : a));
  if (worst.kind === 'completed') return { kind: 'completed' };
  const some = `${countOf(entries, worst.kind)} of ${asked} replicates`;
  if (worst.kind === 'failed') return { ...worst, error: `${some} failed: ${worst.error}` };
  return worst.kind === 'infeasible' ? { ...worst, reason: `${some} are infeasible: ${worst.reason}` } : worst;
}

const countOf = (entries: Replicates['entries'], kind: Outcome['kind']): number =>
  entries.filter(({ result }) => result.outcome.kind === kind).length;

/** How the first one went, with the mean of all durations. */
function runOf(entries: readonly TrialEntry[]): TrialEntry['run'] {
  const runs = entries.flatMap(({ run }) => run ?? []);
  const [first] = runs;
  return first === undefined || runs.length < entries.length
    ? undefined
    : { ...first, durationMs: meanOf(runs.map(({ durationMs }) => durationMs)) };
}
