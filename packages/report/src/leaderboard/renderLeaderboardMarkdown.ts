import { goalsText } from '@nx-tune/sweep';
import { crashSummary } from '@nx-tune/sweep/trial';

import { distinctTitles } from '../data/distinctTitles.js';
import { shownMetrics } from '../data/shownMetrics.js';
import { splitColumns, valueOf } from '../data/splitColumns.js';
import { outcomeNote } from '../data/outcomeCounts.js';
import { bestTrial, type RankedTrial, rankEach, rankTrials } from '../data/rankTrials.js';
import { evaluationCells, evaluationsNote, evaluationTitles } from '../data/evaluationColumns.js';
import type { SweepReport } from '../data/sweepReport.js';
import { unmovedNotices } from '../data/unmovedNotices.js';
import { winnerNotes } from '../data/winnerNotes.js';
import { formatParams } from '../text/formatParams.js';
import { formatTrialCount } from '../text/formatPlan.js';
import { formatValue } from '../text/formatValue.js';
import { escapeMarkdown, markdownRow } from '../text/markdown.js';
import { sweepTitle } from '../text/sweepTitle.js';
import { failureKinds, namesOf } from './failureKinds.js';
import { goalCells, paramsTitle, replicatesOf } from './renderLeaderboard.js';

/** Renders the leaderboard as Markdown: the same bytes for the same results, so without facts of the run. */
export function renderLeaderboardMarkdown(report: SweepReport): string {
  const { method, trials } = report;
  const title = `# ${escapeMarkdown(sweepTitle(report))}`;
  const summary = `${formatTrialCount(trials.length)} by ${escapeMarkdown(method)}${outcomeNote(trials)}, ${escapeMarkdown(goalsText(report))}${evaluationsNote(report)}.`;
  const worth = winnerNotes(report).map(escapeMarkdown);
  const notes = unmovedNotices(report).map((notice) => `Note: ${escapeMarkdown(notice)}`);
  const ranked = rankTrials(report);
  return `${[title, summary, table(report, ranked), ...bestParams(report), ...worth, ...failed(rankEach(report)), ...notes].join('\n\n')}\n`;
}

/** Renders trials of a sweep as a table, in the given order. */
export const renderTrialsMarkdown = (report: SweepReport, trials: readonly RankedTrial[]): string =>
  `${table(report, trials)}\n`;

function table(report: SweepReport, trials: readonly RankedTrial[]): string {
  const { varying } = splitColumns(report);
  const extra = evaluationTitles(trials);
  const rows = trials.map((trial) => [
    String(trial.rank),
    ...varying.map((column) => formatValue(valueOf(column, trial))),
    ...goalCells(trial, report),
    ...evaluationCells(trial, report, extra),
    trial.result.id,
  ]);
  const titles = distinctTitles([
    { kind: 'fact', name: '#' },
    ...varying.map(({ label }) => ({ kind: 'param' as const, name: label })),
    ...shownMetrics(report).map(({ name }) => ({ kind: 'metric' as const, name })),
    ...extra.map((name) => ({ kind: 'fact' as const, name })),
    { kind: 'fact', name: 'trial' },
  ]);
  return [
    toRow(titles),
    toRow(
      titles.map(() => '---'),
      (text) => text,
    ),
    ...rows.map((row) => toRow(row)),
  ].join('\n');
}

const toRow = (cells: readonly string[], escape: (text: string) => string = escapeMarkdown): string =>
  markdownRow(cells.map(escape));

/** Each kind of crash in one line, with the trials that crashed so. */
function failed(ranked: readonly RankedTrial[]): string[] {
  const { shown, others } = failureKinds(ranked);
  if (shown.length === 0) return [];
  const lines = shown.map(
    (alike) =>
      `- ${formatTrialCount(alike.length)} (${escapeMarkdown(namesOf(alike))}): ${escapeMarkdown(crashSummary(alike[0]?.error ?? ''))}`,
  );
  const more = others.trials > 0 ? [`- ${formatTrialCount(others.trials)} in ${others.kinds} other ways`] : [];
  return ['Failed:', [...lines, ...more].join('\n')];
}

function bestParams(report: SweepReport): string[] {
  const best = bestTrial(report);
  if (best === undefined) return ['No trial completed.'];
  const yaml = formatParams(best.result.params);
  // No value can close a fence that is longer than any run of backticks within.
  const fence = '`'.repeat(Math.max(3, ...[...yaml.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return [
    `${paramsTitle(report)} (trial ${escapeMarkdown(best.result.id)}${replicatesOf(best)}):`,
    `${fence}yaml\n${yaml}\n${fence}`,
  ];
}
