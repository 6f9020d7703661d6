import { defined } from '@nx-tune/search';
import { goalsText, goalsOf, lossValue, type Metric, type TrialResult } from '@nx-tune/sweep';

import { outcomeNote } from '../data/outcomeCounts.js';
import { bestTrial, paretoFrontOf, type RankedTrial, rankTrials } from '../data/rankTrials.js';
import { metricOf } from '../data/scoreOf.js';
import { evaluationCells, evaluationTitles } from '../data/evaluationColumns.js';
import { plusMinus } from '../data/replicateColumns.js';
import { splitColumns, valueOf } from '../data/splitColumns.js';
import { shownMetrics } from '../data/shownMetrics.js';
import type { SweepReport, TrialEntry } from '../data/sweepReport.js';
import { andList } from '../text/andList.js';
import { winnerNotes } from '../data/winnerNotes.js';
import { goalCells, metricCell } from '../leaderboard/renderLeaderboard.js';
import { formatDuration } from '../text/formatDuration.js';
import { formatNumber } from '../text/formatNumber.js';
import { formatParamsLine } from '../text/formatParamsLine.js';
import { formatTrialCount } from '../text/formatPlan.js';
import { formatValue } from '../text/formatValue.js';
import { escapeMarkdown, markdownRow } from '../text/markdown.js';
import { sweepTitle } from '../text/sweepTitle.js';

/** The knowledge about a sweep before the change that a summary is about. */
export interface ResultsBefore {
  /** The place that it is from, such as `the lock of main`. */
  readonly where: string;
  readonly metric: Metric;
  readonly trials: readonly TrialResult[];
}

/** The number of trials that a summary shows. */
const mostShown = 5;

/** Renders a section of Markdown for a pull request: the best before and after, ranks that changed, and what it cost. */
export function renderSummaryMarkdown(
  report: SweepReport,
  before: ResultsBefore | undefined,
  problems: readonly string[] = [],
): string {
  const known = before && comparable(before, report);
  const parts = [
    `### ${escapeMarkdown(sweepTitle(report))}`,
    bestLine(report, before, known),
    ranksTable(report, known),
    costLine(report),
    winnerNotes(report).map(escapeMarkdown).join(' '),
    problems
      .flatMap((problem) => problem.split('\n'))
      .map((line) => `- ${escapeMarkdown(line.trim())}`)
      .join('\n'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** The earlier trials, ranked; undefined if they were compared by another metric. */
type Known = ReadonlyMap<string, RankedTrial>;

function comparable({ metric, trials }: ResultsBefore, report: SweepReport): Known | undefined {
  if (goalsText({ metric }) !== goalsText(report)) return undefined;
  const numbers = new Map(report.trials.map(({ number, result }) => [result.id, number]));
  const entries = trials.map((result) => ({ result, number: numbers.get(result.id) ?? Infinity }));
  const ranked = rankTrials({
    metric,
    trials: entries,
    ...defined({ pick: report.pick, aggregate: report.aggregate }),
  }).filter((trial) => !isUnknown(trial, metric));
  return new Map(ranked.map((trial) => [trial.result.id, trial]));
}

/** A lock leaves out metrics that are measured. */
const isUnknown = (trial: RankedTrial, metric: Metric): boolean =>
  trial.result.outcome.kind === 'completed' && !Object.hasOwn(trial.result.metrics, metric.name);

function bestLine(report: SweepReport, before: ResultsBefore | undefined, known: Known | undefined): string {
  const { metric } = report;
  const best = bestTrial(report);
  if (best === undefined) return 'No trial completed.';
  const value = metricOf(best, metric);
  const params = escapeMarkdown(formatParamsLine({ ...best.result.params, ...best.result.budget }));
  if (metric.goals !== undefined) return frontLine(report, best, before, known);
  return `Best ${escapeMarkdown(metric.name)}: **${formatNumber(value)}${plusMinus(best, metric.name)}** with ${params} (${metric.goal}). ${comparison(value, metric, before, known)}`;
}

/** The picked trial of a front, and the hypervolume beside that of the trials before. */
function frontLine(
  report: SweepReport,
  best: TrialEntry,
  before: ResultsBefore | undefined,
  known: Known | undefined,
): string {
  const values = goalsOf(report.metric).map(
    (goal) => `${escapeMarkdown(goal.name)} **${formatNumber(metricOf(best, goal))}** (${goal.goal})`,
  );
  const params = escapeMarkdown(formatParamsLine({ ...best.result.params, ...best.result.budget }));
  return `Picked of the front: ${andList(values)} with ${params}. ${volumeComparison(report, before, known)}`;
}

/** Both are measured from the same reference point, that of the sweep now. */
function volumeComparison(report: SweepReport, before: ResultsBefore | undefined, known: Known | undefined): string {
  if (before === undefined) return 'There is no lock to compare with.';
  const where = escapeMarkdown(before.where);
  if (known === undefined) return `In ${where}, trials were compared by other goals.`;
  const now = paretoFrontOf(report);
  const reference = Object.fromEntries(
    goalsOf(report.metric).map(({ name }, place) => [name, now?.reference[place] ?? 0]),
  );
  const old = paretoFrontOf({ ...report, reference, trials: [...known.values()] });
  const [is, was] = [now, old].map((pareto) => Number((pareto?.hypervolume ?? 0).toPrecision(6)));
  return is === was
    ? `The hypervolume is the same as in ${where}.`
    : `The hypervolume is ${formatNumber(is ?? 0)}; in ${where} it was ${formatNumber(was ?? 0)}.`;
}

function comparison(
  value: number,
  metric: Metric,
  before: ResultsBefore | undefined,
  known: Known | undefined,
): string {
  if (before === undefined) return 'There is no lock to compare with.';
  const where = escapeMarkdown(before.where);
  if (known === undefined)
    return `In ${where}, trials were compared by ${before.metric.goal} ${escapeMarkdown(before.metric.name)}.`;
  const [first] = known.values();
  if (first?.result.outcome.kind !== 'completed') return `In ${where} there is none.`;
  const old = metricOf(first, metric);
  const gain = lossValue(old, metric.goal) - lossValue(value, metric.goal);
  if (gain === 0) return `The same as in ${where}.`;
  const share = old === 0 ? '' : `, ${formatNumber(Number(((100 * Math.abs(gain)) / Math.abs(old)).toPrecision(2)))} %`;
  return `In ${where} it was ${formatNumber(old)}: ${gain > 0 ? 'better' : 'worse'} by ${formatNumber(Math.abs(gain))}${share}.`;
}

function ranksTable(report: SweepReport, known: Known | undefined): string {
  const shown = rankTrials(report).slice(0, mostShown);
  const extra = evaluationTitles(shown);
  const { varying } = splitColumns(report);
  const name = report.metric.name;
  const old = (trial: RankedTrial): string[] => {
    if (known === undefined) return [];
    const earlier = known.get(trial.result.id);
    return earlier === undefined ? ['new', ''] : [move(earlier.rank, trial.rank), metricCell(earlier, report)];
  };
  const titles = [
    '#',
    ...varying.map(({ label }) => label),
    ...shownMetrics(report).map((goal) => goal.name),
    ...extra,
    ...(known === undefined ? [] : ['rank before', `${name} before`]),
    'trial',
  ];
  const rows = shown.map((trial) => [
    String(trial.rank),
    ...varying.map((column) => formatValue(valueOf(column, trial))),
    ...goalCells(trial, report),
    ...evaluationCells(trial, report, extra),
    ...old(trial),
    trial.result.id,
  ]);
  const cells = [titles, ...rows].map((row) => markdownRow(row.map(escapeMarkdown)));
  return [cells[0], markdownRow(titles.map(() => '---')), ...cells.slice(1)].join('\n');
}

const move = (from: number, to: number): string =>
  from === to ? String(from) : `${from} (${from > to ? 'up' : 'down'} ${Math.abs(from - to)})`;

/** `12 trials (1 failed): 9 restored, 3 computed, which took 4.5 s in all.` */
function costLine({ trials }: SweepReport): string {
  const computed = trials.filter(({ executed }) => executed === true);
  const spentMs = computed.reduce((sum, { run }) => sum + (run?.durationMs ?? 0), 0);
  const cost = computed.length === 0 ? '' : `, which took ${formatDuration(spentMs)} in all`;
  return `${formatTrialCount(trials.length)}${outcomeNote(trials)}: ${trials.length - computed.length} restored, ${computed.length} computed${cost}.`;
}
