import {
  compareTrials,
  escapeLines,
  formatNumber,
  formatParamsLine,
  formatValue,
  frontStanding,
  paretoFrontOf,
  renderComparison,
  type Screen,
  violationsOf,
  wrap,
} from '@nx-tune/report';
import { isAdaptive } from '@nx-tune/search';
import { type CompletedByHand, type FilledParameter, goalsOf, lossValue, type OutsideValue } from '@nx-tune/sweep';

import type { OpenSweep } from '../../study/openSweep.js';
import type { Kept } from './keepPoint.js';
import type { TriedPoint } from './tryPoint.js';

/** Says which point is tried, where the values come from that the user has not named, and which are outside of the search space. */
export function renderPoint({ params, filled, isInside, outside }: CompletedByHand, { width }: Screen): string {
  const origins: readonly [FilledParameter['from'], string][] = [
    ['best', 'as in the best so far'],
    ['first', 'the first of its values'],
    ['middle', 'the middle of its range'],
  ];
  const lines = origins.flatMap(([from, text]) => {
    const named = filled.filter((one) => one.from === from);
    if (named.length === 0) return [];
    return wrap(`${named.map(({ label, value }) => `${label} ${formatValue(value)}`).join(', ')}: ${text}`, width);
  });
  const notes = isInside ? [] : outsideTexts(outside).flatMap((text) => wrap(text, width));
  return `${escapeLines([...wrap(`Trying ${formatParamsLine(params)}`, width), ...lines, ...notes].join('\n'))}\n`;
}

const outsideTexts = (outside: readonly OutsideValue[]): readonly string[] =>
  outside.length === 0
    ? ['This combination is outside of the search space: no values of "zip" have it.']
    : outside.map(
        ({ label, value, allowed }) =>
          `${label} ${formatValue(value)} is outside of the search space, where it is ${allowed}.`,
      );

/** Says how a point that was tried ranks, what differs from the best, and what the sweep makes of it. */
export function renderTried(tried: TriedPoint, found: OpenSweep, screen: Screen): string {
  const { report, trial, best, rank, of, restored } = { ...tried, rank: tried.trial.rank };
  const outcome = trial.result.outcome.kind;
  const values = goalsOf(report.metric).map(({ name }) => `${name} ${shown(trial.result.metrics[name])}`);
  const value = outcome === 'completed' ? values.join(', ') : `${outcome}${violatedText(tried)}`;
  const place =
    report.metric.goals === undefined ? `, ${ordinal(rank)} of ${of}${differenceText(tried)}` : frontText(tried);
  const headline = `${value}${place} (${restored ? 'restored, not computed again' : 'computed now'})`;
  const sides = [
    { title: trial.result.id, report, trial },
    ...(best === undefined ? [] : [{ title: `best${rank === 1 ? ' of the others' : ''}`, report, trial: best }]),
  ];
  return `${escapeLines(wrap(headline, screen.width).join('\n'))}\n\n${renderComparison(compareTrials(sides), screen)}\n${escapeLines(wrap(keepingText(tried, found), screen.width).join('\n'))}\n`;
}

const shown = (value: unknown): string => (typeof value === 'number' ? formatNumber(value) : String(value));

/** ` (violates size <= 100 by 50)`; empty if it violates no rule. */
function violatedText({ trial }: TriedPoint): string {
  const violated = violationsOf(trial).map(
    ({ rule, by }) => `${rule}${by === undefined ? '' : ` by ${formatNumber(by)}`}`,
  );
  return violated.length === 0 ? '' : ` (violates ${violated.join(' and ')})`;
}

const mostNamed = 3;

/** Compares the trial with the Pareto front of a sweep with several goals; empty if it is not compared. */
function frontText({ report, trial }: TriedPoint): string {
  const standing = frontStanding(report, trial.result.id);
  if (standing === undefined) return '';
  const { front, picked, dominatedBy, dominates } = standing;
  const size = paretoFrontOf(report)?.members.length ?? 0;
  if (front) return `, on the front of ${size}${picked ? ', and picked' : ''}; it dominates ${dominates} of the others`;
  const named = dominatedBy.slice(0, mostNamed).join(', ');
  const more = dominatedBy.length > mostNamed ? ` and ${dominatedBy.length - mostNamed} more` : '';
  return `, not on the front of ${size}${named === '' ? '' : `: dominated by ${named}${more}`}`;
}

/**
 * Returns how much the metric is better or worse than that of the best of the others; undefined where one has no number, and with
 * several goals.
 */
export function differenceOf({ report: { metric }, trial, best }: TriedPoint): number | undefined {
  if (metric.goals !== undefined) return undefined;
  const [own, other] = [trial, best].map((one) => one?.result.metrics[metric.name]);
  return typeof own === 'number' && typeof other === 'number' && trial.result.outcome.kind === 'completed'
    ? own - other
    : undefined;
}

function differenceText(tried: TriedPoint): string {
  const difference = differenceOf(tried);
  if (difference === undefined) return '';
  const amount = formatNumber(Number(Math.abs(difference).toPrecision(4)));
  if (difference === 0) return ', equal to the best of the others';
  const isBetter = lossValue(difference, tried.report.metric.goal) < 0;
  return `, ${amount} ${isBetter ? 'better than the best of the others' : 'worse than the best'}`;
}

/** `1st`, `2nd`, `13th`. */
function ordinal(rank: number): string {
  const teen = rank % 100 >= 11 && rank % 100 <= 13;
  return `${rank}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][rank % 10] ?? 'th')}`;
}

/** Says whether the point is kept, and whether the method learns from it. */
const keepingText = ({ kept }: TriedPoint, found: OpenSweep): string =>
  kept.key === 'points' ? pointText(kept, found) : baselineText(kept, found);

function pointText(kept: Kept, { sweep: { method }, file }: OpenSweep): string {
  const learns = isAdaptive(method);
  switch (kept.kind) {
    case 'kept':
      return `Kept: it is under "points" of ${file}, and counts towards "run_cap". ${learns ? `${method} learns from it, so the next run proposes other trials after it.` : 'The next run restores it.'}`;
    case 'already':
      return `Kept: it is under "points" of ${file}${learns ? `, so ${method} learns from it` : ''}.`;
    case 'by hand':
      return `Not kept: ${file} has no clear place for it. Add this to "points" by hand: ${kept.point}`;
    case 'not':
      return learns
        ? `Not kept: ${method} does not learn from it until it is under "points" of ${file}, where --keep puts it.`
        : `Not kept: no run asks for it until it is under "points" of ${file}, where --keep puts it.`;
  }
}

/** A baseline outside of the search space is compared with, and nothing is learnt from it. */
function baselineText(kept: Kept & { readonly key: 'baselines' }, { sweep: { method }, file }: OpenSweep): string {
  const { isInside, baseline = '' } = kept;
  const name = JSON.stringify(baseline);
  const learning = isInside
    ? `${method} learns from it`
    : `${method} does not learn from it, as it is outside of the search space`;
  const learns = isAdaptive(method) ? `; ${learning}` : '';
  switch (kept.kind) {
    case 'kept':
      return `Kept: it is the baseline ${name} of ${file}, since it is outside of the search space. The next run restores it${isAdaptive(method) ? `, and ${method} does not learn from it` : ''}.`;
    case 'already':
      return `Kept: it is the baseline ${name} of ${file}${learns}.`;
    case 'by hand':
      return `Not kept: ${file} has no clear place for it. Add this to "baselines" by hand: ${kept.point}`;
    case 'not':
      return `Not kept: no run asks for it. It is outside of the search space, so --keep puts it under "baselines" of ${file}${isAdaptive(method) ? `, from which ${method} does not learn` : ''}.`;
  }
}
