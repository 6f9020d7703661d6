import { type Column, valueOf } from '../columns.js';
import { metricOf, type RankedTrial } from '../rankTrials.js';
import { metricCell } from '../renderLeaderboard.js';
import type { SweepReport } from '../sweepReport.js';
import { formatValue } from '../text/formatValue.js';
import { html, type Markup } from './markup.js';

/** All trials, best first; a click or a key press on a title sorts by it. */
export function renderTrialTable(report: SweepReport, ranked: readonly RankedTrial[], varying: readonly Column[]): Markup {
  const titles = ['rank', ...varying.map(({ label }) => label), report.metric.name, 'number', 'trial'];
  const heads = titles.map((title, index) => html`<th scope="col" aria-sort="${index === 0 ? 'ascending' : 'none'}"><button type="button">${title}</button></th>`);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="All trials"><table class="trials"><thead><tr>${heads}</tr></thead><tbody>${ranked.map((trial) => row(report, trial, varying))}</tbody></table></div>`;
}

function row(report: SweepReport, trial: RankedTrial, varying: readonly Column[]): Markup {
  const isCompleted = trial.result.outcome.kind === 'completed';
  const params = varying.map((column) => {
    const value = valueOf(column, trial);
    return html`<td${typeof value === 'number' ? html` data-value="${value}"` : ''}>${formatValue(value)}</td>`;
  });
  const metric = html`<td${isCompleted ? html` data-value="${metricOf(trial, report.metric)}"` : ''} class="metric">${metricCell(trial, report)}</td>`;
  const classes = trial.rank === 1 && isCompleted ? 'best' : trial.result.outcome.kind;
  return html`<tr class="${classes}"><td data-value="${trial.rank}">${trial.rank}</td>${params}${metric}<td data-value="${trial.number}">${trial.number}</td><td><code>${trial.result.id}</code></td></tr>`;
}
