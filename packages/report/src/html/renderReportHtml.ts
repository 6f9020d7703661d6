import { splitColumns } from '../columns.js';
import { outcomeCounts } from '../counts.js';
import { bestTrial, metricOf, rankTrials } from '../rankTrials.js';
import type { SweepReport, TrialEntry } from '../sweepReport.js';
import { formatNumber } from '../text/formatNumber.js';
import { formatParams } from '../text/formatParams.js';
import { countTrials } from '../text/formatPlan.js';
import { css } from './css.js';
import { renderHeatMap } from './heatMap.js';
import { renderHistory } from './history.js';
import { html, type Markup } from './markup.js';
import { script, scriptHash } from './script.js';
import { renderSlices } from './slices.js';
import { renderTrialTable } from './trialTable.js';

const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src '${scriptHash}'; img-src data:; base-uri 'none'; form-action 'none'`;

/** The report: one file that needs no network, with the same bytes for the same results. */
export function renderReportHtml(report: SweepReport): string {
  const { project, sweep } = report;
  const title = `${project}${sweep === 'tune' ? '' : ` (${sweep})`}`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - nx-tune</title>
<style>${{ markup: css }}</style>
</head>
<body>
${content(report, title)}
<script>${{ markup: script }}</script>
</body>
</html>
`.markup;
}

function content(report: SweepReport, title: string): Markup {
  const best = bestTrial(report);
  const { varying, constant } = splitColumns(report);
  const heatMap = renderHeatMap(report, varying);
  return html`<header><h1>${title}</h1>
<p>${report.file}: ${report.metric.goal} ${report.metric.name}, ${report.method}, ${countTrials(report.trials.length)}${outcomeCounts(report.trials)}</p></header>
<main>
${best === undefined ? html`<p>No trial completed.</p>` : cards(report, best)}
<h2>History</h2>
<figure>${renderHistory(report, best)}</figure>
${varying.length === 0 ? '' : html`<h2>Slices</h2>
<div class="plots">${renderSlices(report, varying, best).map((plot) => html`<figure>${plot}</figure>`)}</div>`}
${heatMap === undefined ? '' : html`<h2>Pairs of values</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Pairs of values">${heatMap}</div>`}
<h2>Trials</h2>
${constant.length === 0 ? '' : html`<p>${constant.length} more ${constant.length === 1 ? 'parameter is' : 'parameters are'} the same in all trials: ${constant.map(({ label }) => label).join(', ')}.</p>`}
${renderTrialTable(report, rankTrials(report), varying)}
</main>
<footer>Made by nx-tune from results alone: the same results give the same file.</footer>`;
}

function cards(report: SweepReport, best: TrialEntry): Markup {
  return html`<section class="cards" aria-label="Best trial"><div class="card"><h2>Best ${report.metric.name}</h2><b>${formatNumber(metricOf(best, report.metric))}</b>trial ${best.number}, <code>${best.result.id}</code></div><div class="card"><h2>Best params</h2><pre>${formatParams(best.result.params)}</pre></div></section>`;
}
