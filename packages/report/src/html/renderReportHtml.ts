import { splitColumns } from '../columns.js';
import { outcomeCounts } from '../counts.js';
import { bestTrial, metricOf, rankTrials } from '../rankTrials.js';
import type { SweepReport, TrialEntry } from '../sweepReport.js';
import { formatNumber } from '../text/formatNumber.js';
import { formatParams } from '../text/formatParams.js';
import { countTrials } from '../text/formatPlan.js';
import { formatValue } from '../text/formatValue.js';
import { css, styleHash } from './css.js';
import { renderHeatMap } from './heatMap.js';
import { renderHistory } from './history.js';
import { renderIncomplete } from './incomplete.js';
import { markup, type Markup } from './markup.js';
import { script, scriptHash } from './script.js';
import { renderSlices } from './slices.js';
import { renderTrialTable } from './trialTable.js';

const policy = `default-src 'none'; style-src '${styleHash}'; script-src '${scriptHash}'; base-uri 'none'; form-action 'none'`;

/** The report: one file that needs no network, with the same bytes for the same results. */
export function renderReportHtml(report: SweepReport): string {
  const { project, sweep } = report;
  const title = `${project}${sweep === 'tune' ? '' : ` (${sweep})`}`;
  return markup`<!doctype html>
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
  const ranked = rankTrials(report);
  const constants = constant
    .map((column) => `${column.label} ${formatValue([...column.values.values()][0])}`)
    .join(', ');
  return markup`<header><h1>${title}</h1>
<p>${report.file}: ${report.metric.goal} ${report.metric.name}, ${report.method}, ${countTrials(report.trials.length)}${outcomeCounts(report.trials)}</p></header>
<main>
${best === undefined ? markup`<p>No trial completed.</p>` : cards(report, best)}
<h2>History</h2>
<figure class="wide">${renderHistory(report, best, 720)}</figure>
<figure class="narrow">${renderHistory(report, best, 350)}</figure>
${
  varying.length === 0
    ? ''
    : markup`<h2>Slices</h2>
<div class="plots">${renderSlices(report, varying, best).map((plot) => markup`<figure>${plot}</figure>`)}</div>`
}
${
  heatMap === undefined
    ? ''
    : markup`<h2>Pairs of values</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Pairs of values">${heatMap}</div>`
}
<h2>Trials</h2>
${constant.length === 0 ? '' : markup`<p>${constant.length} more ${constant.length === 1 ? 'parameter is' : 'parameters are'} the same in all trials: ${constants}.</p>`}
${renderTrialTable(report, ranked, varying)}
${renderIncomplete(ranked) ?? ''}
</main>
<footer>Made by nx-tune from results alone: the same results give the same file.</footer>`;
}

function cards(report: SweepReport, best: TrialEntry): Markup {
  return markup`<section class="cards" aria-label="Best trial"><div class="card"><h2>Best ${report.metric.name}</h2><b>${formatNumber(metricOf(best, report.metric))}</b>trial ${best.number}, <code>${best.result.id}</code></div><div class="card"><h2>Best params</h2><pre>${formatParams(best.result.params)}</pre></div></section>`;
}
