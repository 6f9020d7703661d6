import { goalsText, goalsOf } from '@nx-tune/sweep';

import { pageScript, pageScriptHash, pageStyle, pageStyleHash } from '../../bundled/page.js';
import { outcomeCounts, outcomeNote } from '../data/outcomeCounts.js';
import { evaluationsOf } from '../data/configurations.js';
import { factsIn } from '../data/factsIn.js';
import { createReportData } from '../data/createReportData.js';
import { textOf } from '../data/paramText.js';
import { bestTrial, rankTrials } from '../data/rankTrials.js';
import { metricOf } from '../data/scoreOf.js';
import { plusMinus } from '../data/replicateColumns.js';
import type { FrontData, ReportData } from '../data/reportData.js';
import { whatMattered } from '../data/whatMattered.js';
import { winnerNotes } from '../data/winnerNotes.js';
import type { SweepReport, TrialEntry } from '../data/sweepReport.js';
import { replicatesOf } from '../leaderboard/renderLeaderboard.js';
import { filterableNames, nameInFilter } from '../select/filterableNames.js';
import { quoted } from '../select/quoted.js';
import { andList } from '../text/andList.js';
import { formatNumber } from '../text/formatNumber.js';
import { formatParams } from '../text/formatParams.js';
import { formatTrialCount } from '../text/formatPlan.js';
import { renderIncomplete } from './renderIncomplete.js';
import { jsonInHtml } from './jsonInHtml.js';
import { markup, type Markup } from './markup.js';
import { renderTrialTable } from './renderTrialTable.js';

const policy = `default-src 'none'; style-src '${pageStyleHash}'; script-src '${pageScriptHash}'; img-src data:; base-uri 'none'; form-action 'none'`;

/** The number of ended trials of a sweep that may be running. */
export interface ReportProgress {
  readonly done: number;
  readonly total: number;
}

/**
 * Renders the report as one file that needs no network. The same results give the same file, except for its times, which
 * is the element `timing` and is left out if no trial has a run. With `progress` it is a page that its server keeps up to
 * date: it listens to `events` and then requests `update`.
 */
export function renderReportHtml(report: SweepReport, progress?: ReportProgress): string {
  const data = createReportData(report);
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}${progress === undefined ? '' : "; connect-src 'self'"}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${data.title} - nx-tune</title>
<style>${{ markup: pageStyle }}</style>
</head>
<body>
${content(report, data, progress)}
<script>${{ markup: pageScript }}</script>
</body>
</html>
`.markup;
}

/** Renders the part of the page that depends on results, with which an open page updates itself. */
export const renderReportUpdate = (report: SweepReport): string => content(report, createReportData(report)).markup;

function content(report: SweepReport, { timing, ...data }: ReportData, progress?: ReportProgress): Markup {
  const best = bestTrial(report);
  const constants = data.constants
    .filter(({ values }) => (values[0] ?? null) !== null)
    .map((param) => `${param.label} ${textOf(param, 0)}`);
  return markup`<header><div id="about"><h1>${data.title}</h1>
<p>${report.file}: ${goalsText(report)}${rulesText(report)}, ${report.method}, ${formatTrialCount(report.trials.length)}${outcomeNote(report.trials)}</p></div>${progress === undefined ? '' : live(progress)}</header>
<main>
<div id="best">${best === undefined ? markup`<p>${noneText(data)}</p>` : cards(report, data, best)}${worth(report)}</div>
<noscript><p>Charts, filters and sorting need JavaScript; the best trials are below.</p></noscript>
<search id="bar" hidden><label>Filter <input id="filter" type="text" spellcheck="false" autocomplete="off" autocapitalize="off" placeholder="${placeholder(data)}" aria-describedby="status"></label><span id="status" role="status"></span><button id="clear" type="button" hidden>Clear</button><button id="help" type="button" aria-haspopup="dialog" aria-label="Help: filters and keys">?</button><span id="said" class="hidden" role="status"></span></search>
<section id="charts" aria-label="Charts"></section>
<section id="compare" hidden></section>
<h2 id="trials-title">Trials</h2>
<div id="constants">${constants.length === 0 ? '' : markup`<p>${constants.length} more ${constants.length === 1 ? 'parameter is' : 'parameters are'} the same in all trials: ${constants.join(', ')}.</p>`}</div>
${renderTrialTable(report, data)}
<nav id="pages" aria-label="Pages of trials"></nav>
<div id="incomplete">${renderIncomplete(data) ?? ''}</div>
<p id="cost" hidden></p>
</main>
<footer id="made">Made by nx-tune from the results alone: the same results give the same file${timing === undefined ? '' : ', except for its times and costs'}.</footer>
<script type="application/json" id="data">${jsonInHtml(data)}</script>
${timing === undefined ? '' : markup`<script type="application/json" id="timing">${jsonInHtml(timing)}</script>`}`;
}

const live = ({ done, total }: ReportProgress): Markup =>
  markup`<p id="live"><progress max="${total}" value="${done}" aria-label="Finished trials"></progress><span id="live-text">${done} of ${total} trials</span><span id="live-said" class="hidden" role="status"></span></p>`;

/** An example of a filter for this sweep that some of its trials match. */
function placeholder(data: ReportData): string {
  const { params, constants, metrics, metric } = data;
  const names = filterableNames(
    [...params, ...constants].map(({ label }) => label),
    metrics.map(({ name }) => name),
    factsIn(data),
  );
  const number = params.find(({ scale }) => scale !== 'category');
  const sign = metric.goal === 'minimize' ? '<=' : '>=';
  const [value, result] = [middleOf(number?.values ?? []), middleOf(metrics[0]?.values ?? [])];
  const first =
    number === undefined || value === undefined
      ? `${names.names.includes('rank') ? 'rank' : 'trial.rank'} <= 10`
      : `${quoted(nameInFilter('params', number.label, names))} <= ${value}`;
  return `${first} and ${result === undefined ? `${names.names.includes('outcome') ? 'outcome' : 'trial.outcome'} = completed` : `${quoted(nameInFilter('metrics', metric.name, names))} ${sign} ${result}`}`;
}

/** A number near the median, with as few digits as possible, but within the range of the values. */
function middleOf(values: readonly (number | null)[]): string | undefined {
  const sorted = values.filter((value) => value !== null).toSorted((a, b) => a - b);
  const [least = 0, middle, most = 0] = [sorted[0], sorted[Math.floor((sorted.length - 1) / 2)], sorted.at(-1)];
  if (middle === undefined) return undefined;
  const rounded = [2, 3, 4, 5].map((digits) => Number(middle.toPrecision(digits)));
  return formatNumber(rounded.find((value) => value >= least && value <= most) ?? middle);
}

/** Renders what to expect of the best, with replicates, and what to change in the search space. */
function worth(report: SweepReport): Markup | '' {
  const notes = [...winnerNotes(report), ...whatMattered(report).advice];
  return notes.length === 0 ? '' : markup`<p>${notes.join(' ')}</p>`;
}

const noneText = ({ violating = {} }: Pick<ReportData, 'violating'>): string =>
  Object.keys(violating).length === 0 ? 'No trial has completed.' : 'No trial satisfies the rules for results.';

/** `, with accuracy >= 0.5 and bytes <= 100`; empty without rules for results. */
const rulesText = ({ metric: { results = [] } }: SweepReport): string =>
  results.length === 0 ? '' : `, with ${andList(results)}`;

const cards = (report: SweepReport, data: ReportData, best: TrialEntry): Markup =>
  data.front === undefined ? bestCards(report, best) : frontCards(report, data.front, best);

/** Renders the trial that is picked from a front, and the size of the front. */
function frontCards(report: SweepReport, front: FrontData, picked: TrialEntry): Markup {
  const isEachTrial = rankTrials(report).every((whole) => evaluationsOf(whole).length === 1);
  const what = isEachTrial ? 'trial' : 'configuration';
  const { number, result } = picked;
  const values = goalsOf(report.metric).map(
    (goal) =>
      markup`<dt>${goal.name}</dt><dd>${formatNumber(metricOf(picked, goal))}${plusMinus(picked, goal.name)}</dd>`,
  );
  return markup`<section class="cards" aria-label="Pareto front"><div class="card"><h2>Pareto front</h2><b>${front.members.length}</b>${front.members.length === 1 ? what : `${what}s`} that no other dominates, hypervolume ${formatNumber(front.hypervolume)}</div><div class="card"><h2>Picked: trial ${number}</h2><dl class="values">${values}</dl><code>${result.id}</code>${replicatesOf(picked)}</div>${trialsCard(report)}${paramsCard('Picked params', picked)}</section>`;
}

function bestCards(report: SweepReport, best: TrialEntry): Markup {
  const { number, result } = best;
  const value = `${formatNumber(metricOf(best, report.metric))}${plusMinus(best, report.metric.name)}`;
  return markup`<section class="cards" aria-label="Best trial"><div class="card"><h2>Best ${report.metric.name}</h2><b>${value}</b>trial ${number}, <code>${result.id}</code>${replicatesOf(best)}</div>${trialsCard(report)}${paramsCard('Best params', best)}</section>`;
}

const trialsCard = (report: SweepReport): Markup =>
  markup`<div class="card"><h2>Trials</h2><b>${report.trials.length}</b>${completedText(report, rankTrials(report).length)}</div>`;

const paramsCard = (title: string, { result }: TrialEntry): Markup =>
  markup`<div class="card"><h2>${title} <span id="copies"></span></h2><pre tabindex="0">${formatParams(result.params)}</pre></div>`;

/** Trials that continue one another share a configuration and a row, and so do replicates. */
function completedText({ trials }: SweepReport, configurations: number): string {
  const others = outcomeCounts(trials);
  const completed = trials.filter(({ result }) => result.outcome.kind === 'completed').length;
  const rows = configurations < trials.length ? `, of ${configurations} configurations` : '';
  return `${completed} completed${others === '' ? '' : `, ${others}`}${rows}`;
}
