import type { GoalsExplanation, Suggestion, Suggestions, Why } from '@nx-tune/sweep';

import type { SweepReport } from '../data/sweepReport.js';
import { escapeControl } from '../text/escapeControl.js';
import { formatNumber } from '../text/formatNumber.js';
import { formatParamsLine } from '../text/formatParamsLine.js';
import type { Screen } from '../text/screen.js';
import { paint } from '../text/style.js';
import { sweepTitle } from '../text/sweepTitle.js';
import { wrap } from '../text/wrap.js';

type Titled = Pick<SweepReport, 'project' | 'sweep' | 'method' | 'metric'>;

/** Renders what a sweep would try next, and why, as terminal text. */
export function renderSuggestions(report: Titled, suggestions: Suggestions, { width, color }: Screen): string {
  const blocks = [
    wrap(escapeControl(headline(report, suggestions)), width).map((line) => paint(line, 'bold', color)),
    ...suggestions.suggestions.map((one, index) => linesOf(report, one, index + 1, width)),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function headline(report: Titled, { suggestions, learnt, end }: Suggestions): string {
  const title = `${sweepTitle(report)}: ${report.method}`;
  const from = learnt === undefined ? '' : `, ${learntText(learnt)}`;
  if (suggestions.length === 0) return `${title} would try nothing more${from}: ${ends[end ?? 'exhausted']}.`;
  return `${title} would try next${from}. Nothing is run.`;
}

const ends: Readonly<Record<NonNullable<Suggestions['end']>, string>> = {
  target: 'a trial has reached the target',
  budget: 'its trials have cost as much as the budget allows',
  gain: 'less is to be gained than "stop_when" says',
  exhausted: 'no other point was found that is allowed and not tried yet',
};

function learntText({ learnt, given }: NonNullable<Suggestions['learnt']>): string {
  if (learnt === 0) return 'without a result to learn from';
  const own = given === 0 ? '' : ` (${given} of them your points, or results from elsewhere)`;
  return `from ${learnt} ${learnt === 1 ? 'result' : 'results'}${own}`;
}

function linesOf(report: Titled, { params, why }: Suggestion, place: number, width: number): string[] {
  const indent = `${place}`.padEnd(3);
  const [first = '', ...rest] = wrap(formatParamsLine(params), width - indent.length);
  const blank = ' '.repeat(indent.length);
  const reason = wrap(escapeControl(whyText(report, why)), width - indent.length);
  return [`${indent}${first}`, ...[...rest, ...reason].map((line) => `${blank}${line}`)];
}

/** Says in words why params are proposed. */
function whyText({ method, metric }: Pick<Titled, 'method' | 'metric'>, why: Why): string {
  switch (why.kind) {
    case 'baseline':
      return 'a baseline of the sweep file';
    case 'point':
      return 'one of your points, which come first';
    case 'listed':
      return `next in the order of ${method}`;
    case 'chance':
      return `by chance, since all that ${method} proposed was tried`;
    case 'start':
      return 'fills the space: there is too little to learn from yet';
    case 'model':
      return `expects ${metric.name} ${short(why.expected)}, between ${short(why.low)} and ${short(why.high)} (2 standard deviations), ${short(why.gain)} better than the best on average; ${why.acquisition} ${short(why.worth)}`;
    case 'models':
      return `expects ${why.goals.map(bandText).join('; ')} (2 standard deviations)${chanceText(metric, why)}${improvementText(why)}`;
    case 'ratio':
      return `good trials are ${short(why.ratio)} times as dense there as the others (${why.good} count as good, ${why.others} as others)`;
    case 'distribution':
      return `a draw around ${formatParamsLine(why.centre)}, with a step of ${short(why.step)} of each range`;
    case 'children':
      return `a child of two of the ${why.parents} best trials (${why.best} of them in the first front)`;
    case 'simplex':
      return why.chance === 1
        ? `the simplex: ${why.move}`
        : `the simplex: ${why.move}, asked for in advance; needed with a chance of ${Math.round(100 * why.chance)} %`;
  }
}

const bandText = ({ name, expected, low, high }: GoalsExplanation['goals'][number]): string =>
  `${name} ${short(expected)}, between ${short(low)} and ${short(high)}`;

/** Renders the probability that the point satisfies the sweep's rules, if it has any. */
const chanceText = ({ results }: Titled['metric'], { chance }: GoalsExplanation): string =>
  results === undefined ? '' : `; satisfies all rules for results with a chance of ${Math.round(100 * chance)} %`;

function improvementText({ improvement, goals }: GoalsExplanation): string {
  if (improvement === undefined) return '';
  const gain = short(improvement);
  return goals.length > 1
    ? `; adds ${gain} to the hypervolume on average`
    : `; ${gain} better than the best on average`;
}

const short = (value: number): string => formatNumber(Number(value.toPrecision(4)));
