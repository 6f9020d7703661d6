import { lossValue } from '@nx-tune/sweep';

import { formatGain } from '../text/formatGain.js';
import { formatNumber } from '../text/formatNumber.js';
import { gainOnCases } from './caseNotes.js';
import { type Configured, isPartial } from './configurations.js';
import { errorsApart, gainOver } from './gainOver.js';
import { outcomeText } from './outcomeText.js';
import { bestTrial, type RankedTrial, rankTrials } from './rankTrials.js';
import { metricLoss, metricOf } from './scoreOf.js';
import type { ReportBaseline, SweepReport, TrialEntry } from './sweepReport.js';
import { worthOfBest } from './worthOfBest.js';

type Compared = Configured & Pick<SweepReport, 'metric' | 'pick' | 'baselines'>;

/** Says in one sentence for each baseline how much better the best is, and whether that may be luck, where the noise is known. */
export function baselineNotes(report: Compared): readonly string[] {
  const { baselines = [] } = report;
  const ranked = rankTrials(report);
  const best = bestTrial(report);
  return baselines.map((baseline) => {
    const own = ranked.find((trial) => baselineNamesOf(trial).includes(baseline.name));
    return best === undefined ? unknown(baseline, own) : compared(report, baseline, own, best);
  });
}

/** The separator between the names of baselines that are one trial; no name has it. */
export const nameSeparator = ', ';

/** The names of the baselines that a trial is. */
export const baselineNamesOf = ({ baseline }: TrialEntry): readonly string[] => baseline?.split(nameSeparator) ?? [];

/** `folklore (heavy ball 0.9, step 0.1)` */
const titleOf = ({ name, note }: ReportBaseline): string => (note === undefined ? name : `${name} (${note})`);

function unknown(baseline: ReportBaseline, own: RankedTrial | undefined): string {
  const why = own === undefined ? 'it has no result yet' : outcomeText(own);
  return `Nothing is compared with ${titleOf(baseline)}: ${own?.result.outcome.kind === 'completed' ? 'there is no best trial' : why}.`;
}

function compared(report: Compared, baseline: ReportBaseline, own: RankedTrial | undefined, best: TrialEntry): string {
  if (own === undefined || own.result.outcome.kind !== 'completed') return unknown(baseline, own);
  const title = titleOf(baseline);
  const outside = baseline.isInside ? '' : ' It lies outside of the search space: widen that.';
  if (own.result.id === best.result.id) return `The best is ${title} itself: no other trial is better.${outside}`;
  if (isPartial(own)) return onShared(report, own, best, title);
  return noiseAware(report, own, best, title) ?? plain(report, own, best, title);
}

/** A race may have dropped the baseline: the two are compared on what both were evaluated on. */
function onShared(report: Compared, own: RankedTrial, best: TrialEntry, title: string): string {
  const { entries = [], evaluations = 0 } = own.cases ?? {};
  const gained = isMeanOfCases(report, own) ? finite(gainOnCases(own, best, report)) : undefined;
  if (gained === undefined) return `The best is ahead of ${title}, which was not evaluated on everything.`;
  const { gain, error } = gained;
  const theirs = metricOf(own, report.metric);
  const difference = relative(theirs, lossValue(-gain, report.metric.goal));
  const where = `on the ${entries.length} of ${evaluations} evaluations that it has`;
  return gain > errorsApart * error
    ? `The best is ${difference} ${title} ${where}: it gains ${formatGain(gain, error)}.`
    : `The best may be no better than ${title} ${where}: it gains ${formatGain(gain, error)}.`;
}

const isMeanOfCases = ({ aggregate = 'mean' }: Compared, { cases }: RankedTrial): boolean =>
  aggregate === 'mean' && (cases?.entries.length ?? 0) > 1;

/** The sentence where replicates or cases say how much of a difference may be luck. */
function noiseAware(report: Compared, own: RankedTrial, best: TrialEntry, title: string): string | undefined {
  const gained = gainWithError(report, own, best);
  // Without noise, the two values say all.
  if (gained === undefined || gained.error <= Math.abs(gained.gain) * 1e-9) return undefined;
  const { gain, error } = gained;
  const { goal } = report.metric;
  const difference = relative(metricOf(own, report.metric), lossValue(-gain, goal));
  const amount = formatGain(gain, error);
  return gain > errorsApart * error
    ? `The best is ${difference} ${title}: it gains ${amount}.`
    : `The best may be no better than ${title}: it gains ${amount}.`;
}

function gainWithError(
  report: Compared,
  own: RankedTrial,
  best: TrialEntry,
): { readonly gain: number; readonly error: number } | undefined {
  const known = worthOfBest(report);
  const other = known?.others.find(({ result }) => result.id === own.result.id);
  if (known !== undefined && other !== undefined && known.best.result.id === best.result.id)
    return finite(gainOver(other, known));
  return isMeanOfCases(report, own) ? finite(gainOnCases(own, best, report)) : undefined;
}

const finite = <T extends { readonly gain: number; readonly error: number }>(one: T): T | undefined =>
  Number.isFinite(one.gain) && Number.isFinite(one.error) ? one : undefined;

function plain({ metric }: Compared, own: RankedTrial, best: TrialEntry, title: string): string {
  const [mine, theirs] = [metricOf(best, metric), metricOf(own, metric)];
  if (metricLoss(best, metric) === metricLoss(own, metric))
    return `The best is no better than ${title}: both have ${metric.name} ${formatNumber(mine)}.`;
  return `The best is ${relative(theirs, mine - theirs)} ${title}: ${metric.name} ${formatNumber(mine)} instead of ${formatNumber(theirs)}.`;
}

/** `18 % below`; the difference itself where the value is zero, or the sign differs. */
function relative(value: number, difference: number): string {
  const direction = difference < 0 ? 'below' : 'above';
  const amount = Math.abs(difference);
  const share = amount / Math.abs(value);
  if (!Number.isFinite(share) || value * (value + difference) < 0)
    return `${formatNumber(Number(amount.toPrecision(3)))} ${direction}`;
  return `${formatNumber(percent(100 * share))} % ${direction}`;
}

/** Two digits; more where these would claim a whole that it is not, as in 99.97 %. */
function percent(value: number): number {
  const rounded = [2, 3, 4, 5].map((digits) => Number(value.toPrecision(digits)));
  return rounded.find((one) => one !== 100 || value === 100) ?? value;
}
