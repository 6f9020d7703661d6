import { type Column, valueOf } from '../columns.js';
import { metricOf, type RankedTrial } from '../rankTrials.js';
import { metricCell } from '../renderLeaderboard.js';
import type { SweepReport } from '../sweepReport.js';
import { formatValue } from '../text/formatValue.js';
import { markup, type Markup } from './markup.js';

/** All trials, best first; a click or a key press on a title sorts by it. */
export function renderTrialTable(
  report: SweepReport,
  ranked: readonly RankedTrial[],
  varying: readonly Column[],
): Markup {
  const titles = ['rank', ...varying.map(({ label }) => label), report.metric.name, 'number', 'trial'];
  const heads = titles.map(
    (title, index) =>
      markup`<th scope="col" aria-sort="${index === 0 ? 'ascending' : 'none'}"><button type="button">${title}</button></th>`,
  );
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="All trials"><table class="trials"><thead><tr>${heads}</tr></thead><tbody>${ranked.map((trial) => row(report, trial, varying))}</tbody></table></div>`;
}

function row(report: SweepReport, trial: RankedTrial, varying: readonly Column[]): Markup {
  const value = metricOf(trial, report.metric);
  const isCompleted = trial.result.outcome.kind === 'completed';
  const params = varying.map((column) => {
    const value = valueOf(column, trial);
    return markup`<td${typeof value === 'number' ? markup` data-value="${value}"` : ''}>${formatValue(value)}</td>`;
  });
  const metric = markup`<td${isCompleted && !Number.isNaN(value) ? markup` data-value="${value}"` : ''} class="metric">${metricCell(trial, report)}</td>`;
  const classes = trial.rank === 1 && isCompleted ? 'best' : trial.result.outcome.kind;
  return markup`<tr class="${classes}"><td data-value="${trial.rank}">${trial.rank}</td>${params}${metric}<td data-value="${trial.number}">${trial.number}</td><td><code>${trial.result.id}</code></td></tr>`;
}
