import { pageScript, pageScriptHash, pageStyle, pageStyleHash } from '../../bundled/page.js';
import { outcomeCounts } from '../counts.js';
import { createReportData } from '../data/createReportData.js';
import type { ReportData } from '../data/reportData.js';
import { bestTrial, metricOf } from '../rankTrials.js';
import type { SweepReport, TrialEntry } from '../sweepReport.js';
import { formatNumber } from '../text/formatNumber.js';
import { formatParams } from '../text/formatParams.js';
import { countTrials } from '../text/formatPlan.js';
import { formatValue } from '../text/formatValue.js';
import { jsonInHtml } from './jsonInHtml.js';
import { markup, type Markup } from './markup.js';
import { renderIncomplete } from './incomplete.js';
import { renderTrialTable } from './trialTable.js';

const policy = `default-src 'none'; style-src '${pageStyleHash}'; script-src '${pageScriptHash}'; img-src data:; base-uri 'none'; form-action 'none'`;

/**
 * The report: one file that needs no network. The same results give the same file, but for its timeline, which is the
 * element `timing` and is left out where no trial has a run.
 */
export function renderReportHtml(report: SweepReport): string {
  const { timing, ...data } = createReportData(report);
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${data.title} - nx-tune</title>
<style>${{ markup: pageStyle }}</style>
</head>
<body>
${content(report, data)}
<script type="application/json" id="data">${jsonInHtml(data)}</script>
${timing === undefined ? '' : markup`<script type="application/json" id="timing">${jsonInHtml(timing)}</script>`}
<script>${{ markup: pageScript }}</script>
</body>
</html>
`.markup;
}

function content(report: SweepReport, data: ReportData): Markup {
  const best = bestTrial(report);
  const constants = data.constants.map(({ label, values, categories }) => {
    const value = values[0] ?? null;
    return `${label} ${formatValue(value === null ? undefined : categories === undefined ? value : (categories[value] as never))}`;
  });
  return markup`<header><h1>${data.title}</h1>
<p>${report.file}: ${report.metric.goal} ${report.metric.name}, ${report.method}, ${countTrials(report.trials.length)}${outcomeCounts(report.trials)}</p></header>
<main>
${best === undefined ? markup`<p>No trial completed.</p>` : cards(report, best)}
<noscript><p>Charts, filter and sorting need JavaScript; the leading trials are below.</p></noscript>
<search id="bar" hidden><label>Filter <input id="filter" type="text" spellcheck="false" autocomplete="off" autocapitalize="off" placeholder="${placeholder(data)}" aria-describedby="status"></label><span id="status" role="status"></span><button id="clear" type="button" hidden>Clear</button><span id="said" class="hidden" role="status"></span></search>
<section id="charts" aria-label="Charts"></section>
<section id="compare" hidden></section>
<h2 id="trials-title">Trials</h2>
${constants.length === 0 ? '' : markup`<p>${constants.length} more ${constants.length === 1 ? 'parameter is' : 'parameters are'} the same in all trials: ${constants.join(', ')}.</p>`}
${renderTrialTable(report, data)}
<nav id="pages" aria-label="Pages of trials"></nav>
${renderIncomplete(data) ?? ''}
</main>
<footer>Made by nx-tune from results alone: the same results give the same file${report.trials.some(({ run }) => run !== undefined) ? ', but for its timeline' : ''}.</footer>`;
}

/** An example that this sweep's filter understands. */
function placeholder({ params, metric }: ReportData): string {
  const number = params.find(({ scale }) => scale !== 'category');
  const value = number?.values.find((item) => item !== null) ?? undefined;
  const first =
    number === undefined || value === undefined ? 'rank <= 10' : `${number.label} <= ${formatNumber(value)}`;
  return `${first} and ${metric.name} < 1`;
}

function cards(report: SweepReport, best: TrialEntry): Markup {
  return markup`<section class="cards" aria-label="Best trial"><div class="card"><h2>Best ${report.metric.name}</h2><b>${formatNumber(metricOf(best, report.metric))}</b>trial ${best.number}, <code>${best.result.id}</code></div><div class="card"><h2>Best params</h2><pre tabindex="0">${formatParams(best.result.params)}</pre></div></section>`;
}
