import { canonicalJson, type Json } from '@nx-tune/search';

import { formatNumber } from '../text/formatNumber.js';
import { type AlikeRows, alikeBy, alikeInAll, alikeInOthers } from './alikeRows.js';
import { type Configured } from './configurations.js';
import { rankTrials } from './rankTrials.js';
import { metricOf } from './scoreOf.js';
import { type ParamColumn, splitColumns } from './splitColumns.js';
import { unmovedCases } from './unmovedCases.js';
import type { SweepReport, TrialEntry } from './sweepReport.js';

/** The fewest trials, and pairs of trials, whose equality is not an accident. */
const fewestTrials = 3;
const fewestPairs = 2;

/**
 * Says that params do not move the metric: all completed trials have the same value, or trials that differ in one parameter
 * alone always have. Mostly the objective does not use its params, or it draws from a generator that they do not seed.
 */
export function unmovedNotices(report: Reported): readonly string[] {
  const notices = known.get(report) ?? [...unmovedCases(report), ...unmovedParams(report)];
  known.set(report, notices);
  return notices;
}

type Reported = Configured & Pick<SweepReport, 'metric' | 'parameters'>;

/** The terminal, the leaderboard and the advice on seeds ask for them. */
const known = new WeakMap<Reported, readonly string[]>();

function unmovedParams(report: Reported): readonly string[] {
  const { metric, parameters } = report;
  // What does not move one goal may move another.
  if (metric.goals !== undefined) return [];
  const trials = rankTrials(report).filter(
    (trial) => trial.result.outcome.kind === 'completed' && Number.isFinite(metricOf(trial, metric)),
  );
  const { varying } = splitColumns({ parameters, trials });
  const values = new Map(trials.map((trial) => [trial.number, metricOf(trial, metric)]));
  const columns = varying.map((column) => codesOf(column, trials));
  const points = alikeInAll(columns, trials.length);
  const [first = NaN] = values.values();
  if (points.count >= fewestTrials && [...values.values()].every((value) => value === first))
    return [
      `all ${trials.length} completed trials have the same ${metric.name}, ${formatNumber(first)}: does the objective use its params?${varying.some(isSeed) ? ` ${ofSeeds}` : ''}`,
    ];
  const others = alikeInOthers(columns, trials.length);
  const unmoved = varying.flatMap((column, index) => {
    const pairs = equalPairs(trials, columns[index], others[index], values);
    return pairs < fewestPairs ? [] : [{ column, pairs }];
  });
  const firstSeed = unmoved.find(({ column }) => isSeed(column))?.column;
  return unmoved.map(({ column, pairs }) => noticeOf(column, pairs, metric.name, column === firstSeed));
}

/** True if the notices explain how a parameter and the seed of a sweep differ. */
export const advisesOnSeeds = (report: Reported): boolean =>
  unmovedNotices(report).some((notice) => notice.includes(ofSeeds));

/** The values of a parameter as small numbers, by trial: equal values have equal numbers. */
const codesOf = ({ values }: ParamColumn, trials: readonly TrialEntry[]): AlikeRows =>
  alikeBy(trials.map(({ number }) => textOf(values.get(number))));

const textOf = (value: Json | undefined): string | number =>
  value === undefined ? '' : typeof value === 'number' ? value : canonicalJson(value);

/** Counts pairs of trials that differ in one parameter alone; 0 if the metric differs within any of them. */
function equalPairs(
  trials: readonly TrialEntry[],
  column: AlikeRows | undefined,
  others: AlikeRows | undefined,
  values: ReadonlyMap<number, number>,
): number {
  if (others?.count === trials.length) return 0;
  const groups = new Map<number, { readonly value: number | undefined; readonly codes: Set<number> }>();
  for (const [row, { number }] of trials.entries()) {
    const key = others?.codes[row] ?? 0;
    const value = values.get(number);
    const group = groups.get(key) ?? { value, codes: new Set() };
    if (group.value !== value) return 0;
    group.codes.add(column?.codes[row] ?? 0);
    groups.set(key, group);
  }
  return [...groups.values()].reduce((sum, { codes: { size } }) => sum + (size * (size - 1)) / 2, 0);
}

function noticeOf(column: ParamColumn, pairs: number, metric: string, isFirstSeed: boolean): string {
  const fact = `${column.label} never changes ${metric}: all ${pairs} pairs of trials that differ in it alone are equal.`;
  if (isFirstSeed) return `${fact} ${ofSeeds}`;
  return isSeed(column) ? fact : `${fact} If that is not what you expect, see whether the objective uses it.`;
}

/** True if the name of a parameter suggests that it seeds a generator. */
const isSeed = ({ label }: ParamColumn): boolean => /(^|[._])(seed|random_?state)$/i.test(label);

const ofSeeds =
  'A parameter does not seed trial.rng() or TUNE_SEED: these follow the "seed" of the sweep. To repeat trials with other random numbers, seed a generator with the parameter, or run the sweep with another "seed".';
