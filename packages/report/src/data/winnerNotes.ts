import { meanOf } from '@nx-tune/search';
import { lossValue } from '@nx-tune/sweep';

import { formatGain } from '../text/formatGain.js';
import { formatWithin } from '../text/formatWithin.js';
import { baselineNotes } from './baselineNotes.js';
import { caseNotes } from './caseNotes.js';
import { chosenNote } from './chosenNote.js';
import { frontNotes, violationNotes } from './frontNotes.js';
import { type Configured, configurationsOf } from './configurations.js';
import { differencesTo, errorsApart, gainOver, noiseBetween } from './gainOver.js';
import { listedByRank } from './listedByRank.js';
import type { RankedTrial } from './rankTrials.js';
import { plusMinus } from './replicateColumns.js';
import { metricLoss, metricOf } from './scoreOf.js';
import type { SweepReport, TrialEntry } from './sweepReport.js';
import { type BestWorth, budgetOf, worthOfBest } from './worthOfBest.js';

/** The probability that is stated with an interval. */
const probability = 0.9;

/** A trial that the best is compared with, by the name that it has in a sentence. */
export interface Reference {
  readonly name: string;
  readonly id: string;
}

/**
 * Says what the best of a sweep with replicates is worth: what to expect of a new replicate, which others cannot be distinguished
 * from it, and what it gains over the first trial, or over another one, or over each baseline. Empty without replicates, cases
 * and baselines; without baselines also as long as no two configurations have all of theirs, unless there is only one. How many
 * replicates there are comes first, where that was chosen.
 */
export function winnerNotes(
  report: Configured &
    Pick<SweepReport, 'metric' | 'pick' | 'prefer' | 'reference' | 'baselines'> &
    Partial<Pick<SweepReport, 'method'>>,
  reference: Reference | undefined = report.baselines === undefined ? firstTrial(report) : undefined,
): readonly string[] {
  const rules = violationNotes(report);
  if (report.metric.goals !== undefined) return [...chosenNote(report), ...frontNotes(report), ...rules];
  return [...worthNotes(report, reference), ...baselineNotes(report), ...rules];
}

function worthNotes(
  report: Configured & Pick<SweepReport, 'metric' | 'pick' | 'baselines'>,
  reference: Reference | undefined,
): readonly string[] {
  const trials = report.trials.filter(({ result }) => result.replicate === undefined);
  const notes = report.chosen?.replicates === 1 ? caseNotes({ ...report, trials }) : notesOn(report, reference);
  return [...chosenNote(report), ...notes];
}

function notesOn(
  report: Configured & Pick<SweepReport, 'metric' | 'pick'>,
  reference: Reference | undefined,
): readonly string[] {
  const known = worthOfBest(report, { probability });
  const isAlone = configurationsOf(report).length === 1;
  if (known === undefined || (known.others.length === 0 && !isAlone)) return caseNotes(report);
  const { name } = report.metric;
  const checked = [known.best, ...known.others].filter(({ replicates }) => (replicates?.entries.length ?? 0) > 1);
  if (checked.every(({ replicates }) => replicates?.standardErrors[name] === 0))
    return [
      `The replicates of a configuration never differ in ${name}: does the objective use its seed, trial.rng() or TUNE_SEED? If it needs none, replicates only cost time.`,
    ];
  if (isAlone) return [onlyNote(known, report)];
  return [worthNote(known, report), standing(known, report), ...gainNote(known, report, reference)];
}

/** States what to expect of the only configuration, which was not chosen among others. */
function onlyNote({ best, worth }: BestWorth, { metric }: Pick<SweepReport, 'metric'>): string {
  const error = (worth.high - worth.low) / 2;
  const [low, high] = [worth.low, worth.high]
    .map((loss) => lossValue(loss, metric.goal))
    .toSorted((a, b) => a - b)
    .map((value) => formatWithin(value, error));
  return `The mean of the only configuration is ${formatWithin(metricOf(best, metric), error)}${plusMinus(best, metric.name)}, and ${probability * 100} % of new replicates are expected between ${low} and ${high}.`;
}

function firstTrial({ trials }: Pick<SweepReport, 'trials'>): Reference | undefined {
  const [first] = trials.toSorted((a, b) => a.number - b.number);
  return first && { name: 'the first trial', id: first.result.id };
}

/** States what to expect of a new replicate, and how far what was seen is from that. */
function worthNote(known: BestWorth, { metric }: Pick<SweepReport, 'metric'>): string {
  const { best, others, worth } = known;
  const { goal } = metric;
  const error = (worth.high - worth.low) / 2;
  const shown = (loss: number): string => formatWithin(lossValue(loss, goal), error);
  const ends = [worth.low, worth.high].toSorted((a, b) => lossValue(a, goal) - lossValue(b, goal)).map(shown);
  const [first = best] = best.replicates?.entries ?? [];
  const [what, seen] = isChecked(known)
    ? [`its first value, ${shown(lossValue(metricOf(first, metric), goal))},`, metricOf(first, metric)]
    : [known.lossesOf(best).size === 1 ? 'the value shown' : 'the mean shown', metricOf(best, metric)];
  const optimism = worth.estimate - lossValue(seen, goal);
  const rounded = formatWithin(optimism, error);
  const isZero = (difference: number): boolean => formatWithin(difference, error) === formatWithin(0, error);
  const isChosen = !(isShared(known) && isZero(worth.atFirst - metricLoss(first, metric)));
  const because = isChosen
    ? `, since it was chosen among ${others.length + 1}`
    : ', as the first values of all that were checked are';
  const why = optimism > 0 && !isZero(optimism) ? `: ${what} is ${rounded} too good${because}` : '';
  return `Expect ${shown(worth.estimate)} from a new replicate of the best, ${probability * 100} % of them between ${ends[0]} and ${ends[1]}${why}.`;
}

/** True if the best has replicates that some others do not have, since it was chosen to be checked. */
const isChecked = ({ best, others, lossesOf }: BestWorth): boolean =>
  others.some((other) => lossesOf(other).size < lossesOf(best).size);

/**
 * True if several were checked, so that luck which all of them had at first can be distinguished from luck by which one was
 * chosen.
 */
const isShared = (known: BestWorth): boolean =>
  isChecked(known) && known.others.some((other) => known.lossesOf(other).size === known.lossesOf(known.best).size);

function standing(known: BestWorth, { trials }: Pick<SweepReport, 'trials'>): string {
  const close = known.others.filter((other) => !isBehind(other, known));
  const budget = budgetOf(known.best);
  const which = trials.every((trial) => budgetOf(trial) === budget) ? '' : ' with the same budget';
  if (close.length === 0)
    return `Every other configuration${which} is behind the best by more than ${errorsApart} standard errors, paired by replicate.`;
  return `${listedByRank(close)} cannot be told from the best: paired by replicate, the mean difference is within ${errorsApart} standard errors.`;
}

/**
 * Evaluations with the same key have the same luck, so what it does to both of them is not a difference. The noise that remains
 * is that of all configurations that were checked: the differences of two would be too few to show it.
 */
function isBehind(other: RankedTrial, known: BestWorth): boolean {
  const differences = differencesTo(other, known);
  if (differences.length > 1)
    return meanOf(differences) > errorsApart * Math.sqrt((2 * noiseBetween(other, known)) / differences.length);
  const { gain, error } = gainOver(other, known);
  return gain > errorsApart * error;
}

function gainNote(
  known: BestWorth,
  report: Pick<SweepReport, 'trials' | 'metric' | 'replicates'>,
  reference: Reference | undefined,
): string[] {
  if (reference === undefined) return [];
  const isReference = ({ result }: TrialEntry): boolean => result.id === reference.id;
  const whole = configurationsOf(report).find(
    (one) => isReference(one) || one.replicates?.entries.some(isReference) === true,
  );
  if (whole === undefined || whole.result.id === known.best.result.id) return [];
  const other = known.others.find(({ result }) => result.id === whole.result.id);
  if (other === undefined) return [];
  const { gain, error } = gainOver(other, known);
  const amount = formatGain(gain, error);
  return [
    gain > errorsApart * error
      ? `The best gains ${amount} over ${reference.name} (${reference.id}).`
      : `The best may be no better than ${reference.name} (${reference.id}): it gains ${amount}.`,
  ];
}
