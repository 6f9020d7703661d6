import { goalsText, type Goal } from '@nx-tune/sweep';
import { crashSummary } from '@nx-tune/sweep/trial';

import { brokenReplicates, evaluationsOf, isPartial } from '../data/configurations.js';
import { distinctTitles } from '../data/distinctTitles.js';
import { type ParamColumn, splitColumns, valueOf } from '../data/splitColumns.js';
import { countsLine } from '../data/outcomeCounts.js';
import { outcomeReason } from '../data/outcomeReason.js';
import { bestTrial, type RankedTrial, rankEach, rankTrials } from '../data/rankTrials.js';
import { metricOf } from '../data/scoreOf.js';
import { violates } from '../data/paretoOf.js';
import { shownMetrics } from '../data/shownMetrics.js';
import {
  baselineTitle,
  evaluationCells,
  evaluationsNote,
  evaluationTitles,
  frontTitle,
  violatesTitle,
} from '../data/evaluationColumns.js';
import type { SweepReport, TrialEntry } from '../data/sweepReport.js';
import { unmovedNotices } from '../data/unmovedNotices.js';
import { whatMattered } from '../data/whatMattered.js';
import { winnerNotes } from '../data/winnerNotes.js';
import { trialRow } from '../select/trialRow.js';
import { bar } from '../text/bar.js';
import { clip } from '../text/clip.js';
import { escapeControl } from '../text/escapeControl.js';
import { formatDuration } from '../text/formatDuration.js';
import { formatNumber } from '../text/formatNumber.js';
import { formatParams } from '../text/formatParams.js';
import { formatParamsLine } from '../text/formatParamsLine.js';
import { formatTrialCount } from '../text/formatPlan.js';
import { formatValue } from '../text/formatValue.js';
import { paint, type Style } from '../text/style.js';
import type { Screen } from '../text/screen.js';
import { sweepTitle } from '../text/sweepTitle.js';
import { columnsLeftOut, renderTable, type TextColumn } from '../text/table.js';
import { wrap } from '../text/wrap.js';
import { type Failure, failureKinds, namesOf } from './failureKinds.js';

export interface LeaderboardOptions extends Screen {
  /** The number of trials that are shown; all if absent. */
  readonly top?: number;
  /** The trials that are shown, in their order; from best to worst if absent. */
  readonly trials?: readonly RankedTrial[];
  /** The name by which trials are sorted: if no column has it, it gets one. `-` before it is ignored. */
  readonly sortedBy?: string | undefined;
  /** The time that this run spent computing trials; absent or 0 if it computed none. */
  readonly wallMs?: number;
}

/**
 * The lowest weight of a column of params: where columns do not fit, these are left out after those that describe the run, the
 * last param first.
 */
const leastOfParams = 79;

type Line = readonly [text: string, style?: Style | undefined];

/** Renders the leaderboard as terminal text: ranking, best params, failed trials, counts and notes. */
export function renderLeaderboard(report: SweepReport, options: LeaderboardOptions): string {
  const ranked = rankTrials(report);
  const lines: readonly Line[] = [
    [headline(report), 'bold'],
    [''],
    ...tableLines(report, ranked, options),
    ...bestLines(report),
    [''],
    ...failedLines(rankEach(report)),
    ...sentence(countsLine(report.trials, options.wallMs), options.width),
    ...winnerNotes(report).flatMap((note) => sentence(escapeControl(note), options.width)),
    ...whatMattered(report).advice.flatMap((advice) => sentence(escapeControl(`Advice: ${advice}`), options.width)),
    ...unmovedNotices(report).flatMap((notice) => sentence(escapeControl(`Note: ${notice}`), options.width)),
  ];
  return `${lines.map(([text, style]) => paint(clip(text, options.width), style, options.color)).join('\n')}\n`;
}

/** A sentence with several facts is wrapped rather than cut. */
const sentence = (text: string, width: number, style?: Style): Line[] =>
  wrap(text, width).map((line): Line => [line, style]);

const headline = (report: SweepReport): string =>
  escapeControl(`${sweepTitle(report)}: ${goalsText(report)}, ${report.method}${evaluationsNote(report)}`);

function tableLines(
  report: SweepReport,
  ranked: readonly RankedTrial[],
  { width, top = Infinity, trials = ranked, sortedBy }: LeaderboardOptions,
): Line[] {
  const shown = trials.slice(0, top);
  const { varying, constant } = splitColumns(report);
  const columns = [...columnsOf(report, shown, varying), ...sortColumn(report, shown, sortedBy)];
  const [titles = '', ...rows] = renderTable(columns, width);
  const missing = columnsLeftOut(columns, width).filter(
    ({ title, weight }) => weight >= leastOfParams && title !== '#',
  );
  const more = ranked.length - shown.length;
  return [
    [titles, 'dim'],
    ...rows.map((row, index): Line => [row, styleOf(shown[index])]),
    ...(more > 0 ? [[`... and ${more} ${trials === ranked ? 'more' : 'others'}`, 'dim'] as const] : []),
    ...(missing.length > 0
      ? sentence(`Too narrow to show ${missing.map(({ title }) => title).join(', ')}`, width, 'dim')
      : []),
    ...(constant.length > 0 && shown[0] !== undefined
      ? [[''] as const, ...sentence(`Same in all trials: ${constants(constant, shown[0])}`, width, 'dim')]
      : []),
  ];
}

const constants = (columns: readonly ParamColumn[], trial: RankedTrial): string =>
  columns.map((column) => `${escapeControl(column.label)} ${formatValue(valueOf(column, trial))}`).join(', ');

const styleOf = (trial: RankedTrial | undefined): Style | undefined =>
  trial?.result.outcome.kind === 'failed'
    ? 'red'
    : trial?.rank === 1 && trial.result.outcome.kind === 'completed'
      ? 'green'
      : undefined;

function columnsOf(report: SweepReport, shown: readonly RankedTrial[], varying: readonly ParamColumn[]): TextColumn[] {
  const cells = (show: (trial: RankedTrial) => string): string[] => shown.map(show);
  const goals = shownMetrics(report);
  const titles = distinctTitles([
    ...['#', 'time', 'trial'].map((name) => ({ kind: 'fact' as const, name })),
    ...evaluationTitles(shown).map((name) => ({ kind: 'fact' as const, name })),
    ...goals.map(({ name }) => ({ kind: 'metric' as const, name })),
    ...varying.map(({ label }) => ({ kind: 'param' as const, name: label })),
  ]);
  const metricTitles = titles.slice(-goals.length - varying.length).map(escapeControl);
  const paramTitles = metricTitles.splice(goals.length);
  const params = varying.map((column, index): TextColumn => ({
    title: paramTitles[index] ?? '',
    cells: cells((trial) => formatValue(valueOf(column, trial))),
    align: 'right',
    weight: leastOfParams + 1 - index / varying.length,
  }));
  return [
    { title: '#', cells: cells(({ rank }) => String(rank)), align: 'right', weight: 90 },
    ...params,
    ...goals.map((_, place): TextColumn => ({
      title: metricTitles[place] ?? '',
      cells: cells((trial) => goalCells(trial, report)[place] ?? ''),
      align: 'right',
      weight: 100 - place / goals.length,
    })),
    ...evaluationColumns(report, shown),
    // No length says how good a trial is in several goals.
    ...(report.metric.goals !== undefined
      ? []
      : [{ title: '', cells: bars(report, shown), align: 'left' as const, weight: 10 }]),
    {
      title: 'time',
      cells: cells(({ run }) => (run === undefined ? '' : formatDuration(run.durationMs))),
      align: 'right',
      weight: 40,
    },
    {
      title: '',
      cells: cells(originOf),
      align: 'left',
      weight: 30,
    },
    { title: 'trial', cells: cells(({ result }) => escapeControl(result.id)), align: 'left', weight: 20 },
  ];
}

/** Returns the columns of standard errors and of the number of evaluations behind the metrics. */
function evaluationColumns(report: SweepReport, shown: readonly RankedTrial[]): TextColumn[] {
  const titles = evaluationTitles(shown);
  const cells = shown.map((trial) => evaluationCells(trial, report, titles));
  return titles.map((title, index) => ({
    title,
    cells: cells.map((texts) => escapeControl(texts[index] ?? '')),
    align: [baselineTitle, frontTitle, violatesTitle].includes(title) ? 'left' : 'right',
    weight: title === baselineTitle ? 85 : 98 - index * 30,
  }));
}

function originOf(trial: RankedTrial): string {
  const { executed } = trial;
  if (executed === undefined) return '';
  const all = evaluationsOf(trial);
  const computed = all.filter((trial) => trial.executed === true).length;
  if (computed > 0 && computed < all.length) return `${computed} computed`;
  return executed ? 'computed' : 'cached';
}

/** The column of a name by which trials are sorted, unless it is shown anyway. */
function sortColumn(
  { parameters, metric }: SweepReport,
  shown: readonly RankedTrial[],
  sortedBy = 'rank',
): TextColumn[] {
  const name = sortedBy.replace(/^-/, '');
  const label = name.replace(/^(params|metrics)\./, '');
  const shownNames = shownMetrics({ metric }).map((one) => one.name);
  if (['rank', 'id', 'outcome', ...shownNames].includes(label) || parameters.includes(label)) return [];
  const cells = shown.map((trial) => {
    const value = trialRow(trial, trial.rank)(name);
    return value === undefined ? '' : formatValue(value);
  });
  return [{ title: escapeControl(label), cells, align: 'right', weight: 95 }];
}

/** Formats a trial's metric or its outcome, with the step at which it was stopped if so. */
export function metricCell(trial: RankedTrial, { metric }: { readonly metric: Goal }): string {
  const { outcome } = trial.result;
  const broken = brokenReplicates(trial);
  if (broken !== undefined) return broken;
  if (outcome.kind === 'stopped') return `stopped at ${outcome.step}`;
  if (!hasMetrics(trial)) return outcome.kind;
  const value = formatNumber(metricOf(trial, metric));
  const step = 'step' in outcome ? outcome.step : undefined;
  return step === undefined ? value : `${value}, stopped at ${step}`;
}

/** The cells of all goals. An outcome is named once. */
export const goalCells = (trial: RankedTrial, { metric }: Pick<SweepReport, 'metric'>): readonly string[] =>
  shownMetrics({ metric }).map((goal, place) =>
    place > 0 && !hasMetrics(trial) ? '' : metricCell(trial, { metric: goal }),
  );

/** True if a trial has values that can be shown, although it may violate a rule. */
const hasMetrics = (trial: RankedTrial): boolean =>
  trial.result.outcome.kind === 'completed' || violates(trial) !== undefined;

const barLength = 16;

/** Draws longer bars for better trials: nothing for the worst of those shown, the full length for the best. */
function bars({ metric }: SweepReport, shown: readonly RankedTrial[]): string[] {
  const valueIn = (trial: RankedTrial): number =>
    trial.result.outcome.kind === 'completed' && !isPartial(trial) ? metricOf(trial, metric) : NaN;
  const values = shown.map(valueIn);
  const finite = shown
    .toSorted((a, b) => a.rank - b.rank)
    .map(valueIn)
    .filter(Number.isFinite);
  const [best = 0, worst = 0] = [finite[0], finite.at(-1)];
  return values.map((value) =>
    Number.isFinite(value) && best !== worst ? bar((value - worst) / (best - worst), barLength) : '',
  );
}

/** Says that a trial represents all of its replicates, or for those on the other cases. */
export const replicatesOf = ({ replicates, cases }: TrialEntry): string =>
  cases !== undefined
    ? ' and those on the other cases'
    : replicates === undefined || replicates.asked === 1 || replicates.isFirstAlone === true
      ? ''
      : ` and its replicates`;

/** With several goals, none is the best. */
export const paramsTitle = ({ metric }: Pick<SweepReport, 'metric'>): string =>
  metric.goals === undefined ? 'Best params' : 'Picked params';

function bestLines(report: SweepReport): Line[] {
  const best = bestTrial(report);
  if (best === undefined) return [];
  const params = formatParams({ ...best.result.params, ...best.result.budget }).split('\n');
  return [
    [''],
    [`${paramsTitle(report)} (trial ${escapeControl(best.result.id)}${replicatesOf(best)})`, 'bold'],
    ...params.map((line): Line => [`  ${line}`]),
  ];
}

/** Each kind of crash once, with the trials that crashed so. */
function failedLines(ranked: readonly RankedTrial[]): Line[] {
  const { shown, others } = failureKinds(ranked);
  return [
    ...shown.flatMap(kindLines),
    ...(others.trials > 0
      ? [[`${formatTrialCount(others.trials)} failed in ${others.kinds} other ways`, 'red'] as const, [''] as const]
      : []),
  ];
}

function kindLines(alike: readonly Failure[]): Line[] {
  const [first] = alike;
  if (first === undefined) return [];
  const { id, params, outcome } = first.trial.result;
  const differ = alike.some(({ error }) => crashSummary(error) !== crashSummary(first.error));
  return [
    [
      alike.length === 1 ? `Trial ${escapeControl(id)} failed: ${formatParamsLine(params, ': ')}` : countOf(alike),
      'red',
    ],
    ...outcomeReason(outcome)
      .split('\n')
      .map((line): Line => [`  ${escapeControl(line)}`]),
    ...(differ ? [['  The others differ in numbers.', 'dim'] as const] : []),
    [''],
  ];
}

const countOf = (alike: readonly Failure[]): string =>
  `${formatTrialCount(alike.length)} failed: ${escapeControl(namesOf(alike))}`;
