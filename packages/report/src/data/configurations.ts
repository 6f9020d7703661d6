import { canonicalJson, defined, meanOf, standardError } from '@nx-tune/search';
import {
  type Aggregate,
  fromMetricValue,
  type Outcome,
  readFor,
  toMetricValue,
  type TrialResult,
} from '@nx-tune/sweep';

import { aggregateOnCases, type CasePlaces, caseText, placesOf } from './onCases.js';
import { formatOutcomes } from './outcomeCounts.js';
import { outcomeOrder } from './outcomeOrder.js';
import type { Replicates, SweepReport, TrialEntry } from './sweepReport.js';

/** The parts of a report that decide what its configurations are. */
export type Configured = Pick<SweepReport, 'trials' | 'replicates' | 'chosen' | 'cases' | 'aggregate'> &
  Partial<Pick<SweepReport, 'metric'>>;

/**
 * The configurations of a sweep, in its order: without replicates and cases the trials themselves, and otherwise one entry for
 * all replicates of the same params. Its metrics are their means, its id is that of the first, and it has completed only if all
 * of them have. On cases, each replicate is an aggregate of its values on them. Where a single replicate was chosen, metrics are
 * those of the first.
 */
export function configurationsOf({
  trials,
  replicates = 1,
  chosen,
  cases,
  aggregate,
  metric,
}: Configured): readonly TrialEntry[] {
  const onCases = cases !== undefined || trials.some(({ result }) => result.case !== undefined);
  if (replicates === 1 && !onCases && trials.every(({ result }) => result.replicate === undefined)) return trials;
  const groups = new Map<string, TrialEntry[]>();
  for (const trial of trials) {
    const { params, budget = {} } = trial.result;
    const key = canonicalJson([params, budget]);
    groups.set(key, [...(groups.get(key) ?? []), trial]);
  }
  const places = placesOf(cases ?? trials.flatMap(({ result }) => result.case ?? []));
  const whole = (entries: readonly TrialEntry[]): TrialEntry =>
    onCases
      ? configurationOnCases(entries, { replicates, places, aggregate: aggregate ?? 'mean' })
      : configurationOf(entries.toSorted(byReplicate), Math.max(replicates, entries.length));
  return [...groups.values()].map((entries) =>
    judgedByMeans(chosen?.replicates === 1 ? firstAlone(entries, whole) : whole(entries), metric),
  );
}

/** A configuration whose evaluations have all ended well satisfies the sweep's rules if its means do. */
function judgedByMeans(entry: TrialEntry, metric: SweepReport['metric'] | undefined): TrialEntry {
  const hasValues = evaluationsOf(entry).every(
    ({ result: { outcome } }) =>
      outcome.kind === 'completed' || (outcome.kind === 'infeasible' && outcome.violates !== undefined),
  );
  if (metric?.results === undefined || !hasValues) return entry;
  return {
    ...entry,
    result: { ...entry.result, ...readFor(metric, { ...entry.result, outcome: { kind: 'completed' } }) },
  };
}

/** A configuration of which the first replicate counts, and others have only measured noise. */
function firstAlone(entries: readonly TrialEntry[], whole: (entries: readonly TrialEntry[]) => TrialEntry): TrialEntry {
  const all = entries.toSorted(byReplicate);
  const firsts = all.filter((entry) => replicateNumber(entry) === 0);
  const [only = all[0] as TrialEntry] = firsts;
  const first = firsts.length > 1 || only.result.case !== undefined ? whole(firsts) : only;
  if (firsts.length === all.length) return first;
  return {
    ...first,
    ...defined({
      executed: executedOf(entries),
      cases: first.cases && { ...first.cases, entries: all, evaluations: all.length },
    }),
    replicates: { entries: all, asked: all.length, standardErrors: {}, isFirstAlone: true },
  };
}

/** The trials that an entry represents: one by itself, or all of a configuration. */
export const evaluationsOf = (entry: TrialEntry): readonly TrialEntry[] =>
  entry.cases?.entries ?? entry.replicates?.entries ?? [entry];

/** A configuration on cases: each replicate is one entry for all cases, and its metrics aggregate the means over replicates. */
function configurationOnCases(entries: readonly TrialEntry[], asked: AskedOnCases): TrialEntry {
  const whole = wholeOnCases(entries, asked);
  const replicates = Math.max(asked.replicates, 1 + Math.max(...entries.map(replicateNumber)));
  if (replicates === 1) return whole;
  const numbers = [...new Set(entries.map(replicateNumber))].toSorted((a, b) => a - b);
  const each = numbers.map((number) =>
    wholeOnCases(
      entries.filter((entry) => replicateNumber(entry) === number),
      { ...asked, replicates: 1 },
    ),
  );
  return { ...whole, ...defined({ replicates: configurationOf(each, replicates).replicates }) };
}

interface AskedOnCases {
  readonly replicates: number;
  readonly places: CasePlaces;
  readonly aggregate: Aggregate;
}

/**
 * One entry for all evaluations on cases. It has no standard error: cases differ systematically, and how much they do says nothing
 * of how sure the metric is.
 */
function wholeOnCases(trials: readonly TrialEntry[], { replicates, places, aggregate }: AskedOnCases): TrialEntry {
  const placeOf = (trial: TrialEntry): number => places.get(caseText(trial)) ?? Infinity;
  const entries = trials.toSorted((a, b) => byReplicate(a, b) || placeOf(a) - placeOf(b));
  const [first] = entries as [TrialEntry];
  const evaluations = Math.max(places.size * replicates, entries.length);
  const cases = entries.map(caseText);
  const metrics = valuesByMetric(entries.map(({ result }) => result)).map(
    ([name, values]) => [name, toMetricValue(aggregateOnCases(aggregate, cases, values))] as const,
  );
  const { case: _, ...result } = first.result;
  return {
    number: Math.min(...entries.map(({ number }) => number)),
    result: {
      ...result,
      outcome: outcomeOf(entries, evaluations, 'evaluations'),
      metrics: Object.fromEntries(metrics),
    },
    ...defined({ run: runOf(entries), executed: executedOf(entries), baseline: first.baseline }),
    cases: { entries, asked: places.size, evaluations },
  };
}

/** True if replicates of a configuration have no result yet, so that it is not to be compared with whole ones. */
export const isPartial = ({ replicates, cases }: TrialEntry): boolean =>
  (replicates !== undefined && replicates.entries.length < replicates.asked) ||
  (cases !== undefined && cases.entries.length < cases.evaluations);

/** States how many evaluations did not complete: `1 of 3 failed`; undefined if all did, or if there is only one. */
export function brokenReplicates({ replicates, cases }: TrialEntry): string | undefined {
  const isFirstAlone = replicates?.isFirstAlone === true;
  const all = cases?.entries ?? (isFirstAlone ? undefined : replicates?.entries);
  if (all === undefined) return undefined;
  const entries = isFirstAlone ? all.filter((entry) => replicateNumber(entry) === 0) : all;
  const asked = isFirstAlone ? entries.length : (cases?.evaluations ?? replicates?.asked);
  const text = formatOutcomes((kind) => countOf(entries, kind), ` of ${asked}`);
  return text === '' ? undefined : text;
}

const byReplicate = (a: TrialEntry, b: TrialEntry): number => replicateNumber(a) - replicateNumber(b);

/** The number of a trial among the replicates of its configuration, from 0. */
export const replicateNumber = ({ result: { replicate = 0 } }: TrialEntry): number => replicate;

/** Distinguishes the evaluations of a configuration. Those of two configurations with the same key share their luck. */
export const evaluationKey = (trial: TrialEntry): string => String(replicateNumber(trial));

function configurationOf(entries: readonly TrialEntry[], asked: number): TrialEntry {
  const [first] = entries as [TrialEntry];
  const values = valuesByMetric(entries.map(({ result }) => result));
  const means = values.map(([name, all]) => [name, toMetricValue(meanOf(all))] as const);
  const errors = values
    .map(([name, all]) => [name, standardError(all)] as const)
    .filter(([, error]) => Number.isFinite(error));
  return {
    number: first.number,
    result: { ...first.result, outcome: outcomeOf(entries, asked), metrics: Object.fromEntries(means) },
    ...defined({
      run: runOf(entries),
      executed: executedOf(entries),
      baseline: first.baseline,
    }),
    replicates: { entries, asked, standardErrors: Object.fromEntries(errors) },
  };
}

/** True if this run computed any of them; undefined if that is not known. */
function executedOf(entries: readonly TrialEntry[]): boolean | undefined {
  const executed = entries.map((entry) => entry.executed);
  return executed.includes(undefined) ? undefined : executed.includes(true);
}

/** The values of the metrics that all replicates have. */
function valuesByMetric(results: readonly TrialResult[]): readonly (readonly [string, readonly number[]])[] {
  const names = Object.keys(results[0]?.metrics ?? {}).filter((name) =>
    results.every(({ metrics }) => Object.hasOwn(metrics, name)),
  );
  return names.map((name) => [name, results.map(({ metrics }) => fromMetricValue(metrics[name] ?? 'NaN'))]);
}

/** The worst way in which a replicate ended, with the reason of the first that ended so. */
function outcomeOf(
  entries: readonly TrialEntry[],
  asked: number,
  what: 'replicates' | 'evaluations' = 'replicates',
): Outcome {
  const outcomes = entries.map(({ result }) => result.outcome);
  const worst = outcomes.reduce((a, b) => (outcomeOrder[b.kind] > outcomeOrder[a.kind] ? b : a));
  if (worst.kind === 'completed') return { kind: 'completed' };
  const some = `${countOf(entries, worst.kind)} of ${asked} ${what}`;
  if (worst.kind === 'failed') return { ...worst, error: `${some} failed: ${worst.error}` };
  return worst.kind === 'infeasible' ? { ...worst, reason: `${some} are infeasible: ${worst.reason}` } : worst;
}

const countOf = (entries: Replicates['entries'], kind: Outcome['kind']): number =>
  entries.filter(({ result }) => result.outcome.kind === kind).length;

/** Returns the run of the first one, with the means of what all of them took, and their largest memory. */
function runOf(entries: readonly TrialEntry[]): TrialEntry['run'] {
  const runs = entries.flatMap(({ run }) => run ?? []);
  const [first] = runs;
  if (first === undefined || runs.length < entries.length) return undefined;
  const { cpuMs: _cpu, peakMemoryBytes: _peak, ...facts } = first;
  const [cpu, peaks] = [runs.flatMap(({ cpuMs }) => cpuMs ?? []), runs.flatMap((run) => run.peakMemoryBytes ?? [])];
  return {
    ...facts,
    durationMs: meanOf(runs.map(({ durationMs }) => durationMs)),
    ...(cpu.length < runs.length ? {} : { cpuMs: meanOf(cpu) }),
    ...(peaks.length < runs.length ? {} : { peakMemoryBytes: Math.max(...peaks) }),
  };
}
