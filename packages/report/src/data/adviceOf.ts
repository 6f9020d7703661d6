import { firstThat, measureFit } from '@nx-tune/search';

import { formatNumber } from '../text/formatNumber.js';
import { andList } from '../text/andList.js';
import type { ImportanceData, ParamData } from './reportData.js';

/** A trial counts as near an end of a range within this share of it; the best one has to be nearer. */
const nearEnd = 0.1;
const atEnd = 0.05;

/** Numbers with at most as many different values are a list: only its last one is at the end. */
const mostListed = 8;

/** The probability of advice about ends of ranges where values make no difference. */
const level = 0.05;

/** Advice that a parameter makes no difference requires at least this R² of the model, and this number of trials. */
const goodFit = 0.5;
const manyTrials = 20;

/**
 * A parameter that explains less than this, and without which the model is worse by no more than half of it, makes no difference.
 */
const noShare = 0.02;

/**
 * Says what to change in the search space, where the results carry it: a range at whose end the best trials are, parameters
 * that made no difference. Most sweeps get none.
 *
 * @param losses One for each trial, lower is better; null if it has none.
 * @param budgets The labels of budgets, about which there is no advice.
 */
export function adviceOf(
  params: readonly ParamData[],
  losses: readonly (number | null)[],
  importance: ImportanceData | null,
  budgets: ReadonlySet<string> = new Set(),
): readonly string[] {
  if (importance === null) return [];
  const ends = params.flatMap((param) => {
    const end = budgets.has(param.label) ? undefined : endOf(param, losses, level / (2 * params.length));
    return end === undefined ? [] : [end];
  });
  return [...ends, ...needless(params, losses, importance, budgets)];
}

/**
 * Returns the end of its range at which all of the best trials are. The test is exact for trials that do not depend on one
 * another: if values made no difference, the best k of n would all be among the m near the end with probability C(m, k) / C(n,
 * k).
 */
function endOf(param: ParamData, losses: readonly (number | null)[], limit: number): string | undefined {
  if (param.scale === 'category' || isSeed(param)) return undefined;
  const known = param.values.flatMap((value, index) => {
    const loss = losses[index] ?? null;
    return value === null || loss === null ? [] : [{ value, loss }];
  });
  const place = placeOf(
    param,
    known.map(({ value }) => value),
  );
  const best = known.reduce<(typeof known)[number] | undefined>(
    (a, b) => (a === undefined || b.loss < a.loss ? b : a),
    undefined,
  );
  if (place === undefined || best === undefined) return undefined;
  for (const [name, fromEnd] of [
    ['lower', place],
    ['upper', (value: number): number => 1 - place(value)],
  ] as const) {
    const near = known.filter(({ value }) => fromEnd(value) <= nearEnd);
    const others = known.filter(({ value }) => fromEnd(value) > nearEnd);
    const barrier = others.reduce((least, { loss }) => Math.min(least, loss), Infinity);
    const run = near.filter(({ loss }) => loss < barrier).length;
    if (others.length === 0 || fromEnd(best.value) > atEnd || probabilityOfRun(run, near.length, known.length) > limit)
      continue;
    const wider = name === 'lower' ? 'smaller' : 'larger';
    return `The best trials are at the ${name} end of ${param.label} (${formatNumber(best.value)} is the best): if ${wider} values make sense, widen its range.`;
  }
  return undefined;
}

/** A larger seed does not mean more of anything. */
const isSeed = ({ label }: ParamData): boolean => /seed\d*$|random_?state$/i.test(label);

function probabilityOfRun(run: number, near: number, all: number): number {
  let probability = 1;
  for (let drawn = 0; drawn < run; drawn += 1) probability *= (near - drawn) / (all - drawn);
  return probability;
}

/** Returns a function that places a value in its range, from 0 to 1. */
function placeOf({ scale, bounds }: ParamData, values: readonly number[]): ((value: number) => number) | undefined {
  const listed = [...new Set(values)].toSorted((a, b) => a - b);
  if (listed.length < 2) return undefined;
  if (bounds === undefined && listed.length <= mostListed)
    return (value) => listed.indexOf(value) / (listed.length - 1);
  const along = scale === 'log' ? Math.log : (value: number): number => value;
  const [low, high] = (bounds ?? [listed[0] ?? 0, listed.at(-1) ?? 1]).map(along);
  if (low === undefined || high === undefined || !(high > low)) return undefined;
  return (value) => (along(value) - low) / (high - low);
}

function needless(
  params: readonly ParamData[],
  losses: readonly (number | null)[],
  { parameters, fit = 0, top, trials = 0 }: ImportanceData,
  budgets: ReadonlySet<string>,
): readonly string[] {
  if (fit < goodFit || trials < manyTrials || params.length < 2) return [];
  const known = losses.flatMap((loss, index) => (loss === null ? [] : [{ loss, index }]));
  const fitOf = (chosen: readonly ParamData[]): number =>
    measureFit(
      chosen.map(({ scale, values }) => ({ scale, values: known.map(({ index }) => values[index] ?? null) })),
      known.map(({ loss }) => loss),
    );
  const important = new Set([
    ...budgets,
    ...(top?.parameters ?? []).map(({ label }) => label),
    ...parameters.flatMap(({ label, fraction }) => (fraction < noShare ? [] : [label])),
  ]);
  const least = parameters.map(({ label }) => label).toReversed();
  const suspects = params
    .filter(({ label }) => !important.has(label))
    .toSorted((a, b) => least.indexOf(a.label) - least.indexOf(b.label));
  if (suspects.length === 0) return [];
  const all = fitOf(params);
  // Without all of them together: each of two that say the same could be left out alone.
  const isWorse = (left: number): boolean =>
    fitOf(params.filter((param) => !suspects.slice(0, left).includes(param))) < all - noShare / 2;
  const found = suspects.slice(
    0,
    firstThat(1, suspects.length + 1, (left) => left > suspects.length || isWorse(left)) - 1,
  );
  return found.length === 0
    ? []
    : [
        `${andList(params.flatMap((param) => (found.includes(param) ? [param.label] : [])))} made no difference over the values tried.`,
      ];
}
