import { goalsOf, referenceCount, resultRule, usualPreference } from '@nx-tune/sweep';

import { andList } from '../text/andList.js';
import { formatNumber } from '../text/formatNumber.js';
import { formatParamsLine } from '../text/formatParamsLine.js';
import { formatTrialCount } from '../text/formatPlan.js';
import { type Configured, configurationsOf } from './configurations.js';
import { outcomeText } from './outcomeText.js';
import { violates } from './paretoOf.js';
import { paretoFrontOf, type RankedTrial, rankTrials } from './rankTrials.js';
import { metricLoss, metricOf } from './scoreOf.js';
import type { ReportBaseline, SweepReport, TrialEntry } from './sweepReport.js';

type Compared = Configured &
  Pick<SweepReport, 'metric' | 'pick' | 'prefer' | 'reference' | 'baselines'> &
  Partial<Pick<SweepReport, 'method'>>;

/** The digits of a hypervolume, of which the last ones say nothing. */
const volumeDigits = 6;

/** Says how large the front is, by which rule one of it is picked, and how each baseline compares with it; empty with one goal. */
export function frontNotes(report: Compared): readonly string[] {
  const pareto = paretoFrontOf(report);
  if (pareto === undefined) return [];
  const { members, reference, hypervolume } = pareto;
  const goals = goalsOf(report.metric);
  const configurations = configurationsOf(report).length;
  const from = goals.map(({ name }, place) => `${name} ${formatNumber(reference[place] ?? NaN)}`);
  const volume = formatNumber(Number(hypervolume.toPrecision(volumeDigits)));
  const size = `Pareto front: ${members.length} of ${formatTrialCount(configurations)}`;
  return [
    members.length === 0 ? `${size}.` : `${size}, hypervolume ${volume} from ${andList(from)} (${originOf(report)}).`,
    ...(members.length < 2 ? [] : [`Picked ${ruleOf(report)}.`]),
    ...(report.baselines ?? []).map((baseline) => standing(baseline, report, members)),
  ];
}

/** Counts the trials that violate each rule; empty if none does. */
export function violationNotes({ trials, metric: { results = [] } }: Pick<SweepReport, 'trials' | 'metric'>): string[] {
  return results.flatMap((text) => {
    const count = trials.filter((trial) => violates(trial)?.includes(text) === true).length;
    return count === 0
      ? []
      : [`${formatTrialCount(count)} ${count === 1 ? 'violates' : 'violate'} ${text}${nearest(text, trials)}.`];
  });
}

/** The values of the trial that is nearest to satisfying a rule, where the rule is about one metric. */
function nearest(text: string, trials: SweepReport['trials']): string {
  const { names } = resultRule(text);
  const [name] = names;
  if (
    name === undefined ||
    names.length > 1 ||
    trials.some((trial) => violates(trial) === undefined && trial.result.outcome.kind === 'completed')
  )
    return '';
  const values = trials.map((trial) => metricOf(trial, { name, goal: 'minimize' })).filter(Number.isFinite);
  return `; values are from ${formatNumber(Math.min(...values))} to ${formatNumber(Math.max(...values))}`;
}

function originOf({ metric, method, reference = {} }: Compared): string {
  const own = goalsOf(metric).filter(({ name }) => Object.hasOwn(reference, name));
  if (own.length === goalsOf(metric).length) return 'as the sweep file says';
  const usual = `a tenth of the range beyond the worst of ${referenceCount(method) === Infinity ? 'all' : 'the first ten'}`;
  return own.length === 0 ? usual : `${andList(own.map(({ name }) => name))} as the sweep file says, else ${usual}`;
}

/** The rule by which one of the front is picked, after "picked". */
export function ruleOf({ metric, prefer = usualPreference }: Pick<SweepReport, 'metric' | 'prefer'>): string {
  if (prefer.kind === 'knee') return 'by knee, which gives up least in all goals together';
  if (prefer.kind === 'weights') {
    const weightOf = (name: string): number => (Object.hasOwn(prefer.weights, name) ? (prefer.weights[name] ?? 0) : 0);
    const weights = goalsOf(metric).map(({ name }) => `${formatNumber(weightOf(name))} for ${name}`);
    return `by the lowest weighted sum: ${andList(weights)}`;
  }
  const order = prefer.order.map(({ name, within }, place) =>
    within > 0 && place < prefer.order.length - 1 ? `${name} within ${formatNumber(within)}` : name,
  );
  return `in order: ${order.join(', then ')}`;
}

function standing(baseline: ReportBaseline, report: Compared, members: readonly TrialEntry[]): string {
  const { name, note } = baseline;
  const title = note === undefined ? name : `${name} (${note})`;
  const ranked = rankTrials(report);
  const own = ranked.find((trial) => trial.baseline?.split(', ').includes(name) === true);
  if (own === undefined) return `${title} has no result yet.`;
  if (own.result.outcome.kind !== 'completed') return `Nothing is compared with ${title}: ${outcomeText(own)}.`;
  if (own.front !== undefined)
    return `${title} is on the front: no trial is better in one goal and no worse in the others.`;
  const better = ranked.filter((trial) => trial.front !== undefined && beats(trial, own, report));
  const first = better.find(({ front }) => front === 'picked') ?? better[0];
  if (first === undefined) return `${title} is not on the front, and no trial of that is ahead of it in all goals.`;
  const values = goalsOf(report.metric).map((goal) => {
    const [mine, theirs] = [metricOf(first, goal), metricOf(own, goal)];
    return `${goal.name} ${formatNumber(mine)} instead of ${formatNumber(theirs)}`;
  });
  return `${better.length} of the ${members.length} on the front ${better.length === 1 ? 'is' : 'are'} better than ${title}: trial ${first.result.id} (${formatParamsLine(first.result.params)}) has ${andList(values)}.`;
}

const beats = (trial: RankedTrial, other: RankedTrial, { metric }: Compared): boolean =>
  goalsOf(metric).every((goal) => metricLoss(trial, goal) <= metricLoss(other, goal)) &&
  goalsOf(metric).some((goal) => metricLoss(trial, goal) < metricLoss(other, goal));
