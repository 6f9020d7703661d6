import type { PickRule } from '@nx-tune/sweep';

import { haveReplicates, replicateCells, replicateTitles } from './replicateColumns.js';
import { violates } from './paretoOf.js';
import type { RankedTrial } from './rankTrials.js';
import type { SweepReport, TrialEntry } from './sweepReport.js';

/** The title of the column that says on how many cases a metric rests. */
export const casesTitle = 'cases';

/** The title of the column that names baselines. */
export const baselineTitle = 'baseline';

/** The title of the column that says which trials are on the Pareto front, and which of them is picked. */
export const frontTitle = 'front';

/** The title of the column that says which rules for results a trial violates. */
export const violatesTitle = 'violates';

/** The titles of the columns that say how sure a metric is and on how much it rests, and which trials are baselines, in their order. */
export const evaluationTitles = (trials: readonly (TrialEntry | RankedTrial)[]): readonly string[] => [
  ...(trials.some((trial) => 'front' in trial) ? [frontTitle] : []),
  ...(trials.some((trial) => violates(trial) !== undefined) ? [violatesTitle] : []),
  ...(haveReplicates(trials) ? replicateTitles : []),
  ...(trials.some(({ cases }) => cases !== undefined) ? [casesTitle] : []),
  ...(trials.some(({ baseline }) => baseline !== undefined) ? [baselineTitle] : []),
];

/** The cells of these columns. */
export function evaluationCells(
  trial: TrialEntry | RankedTrial,
  report: Pick<SweepReport, 'metric' | 'isRace'>,
  titles: readonly string[],
): readonly string[] {
  const ofReplicates = replicateCells(trial, report);
  return titles.map((title) => {
    if (title === baselineTitle) return trial.baseline ?? '';
    if (title === frontTitle) return 'front' in trial ? (trial.front ?? '') : '';
    if (title === violatesTitle) return violates(trial)?.join(', ') ?? '';
    return title === casesTitle
      ? casesText(trial, report)
      : (ofReplicates[replicateTitles.indexOf(title as never)] ?? '');
  });
}

/** `4`, or `3 of 4` if some have no result, or `dropped after 3 of 4` in a race. */
function casesText({ cases }: TrialEntry, { isRace = false }: Pick<SweepReport, 'isRace'>): string {
  if (cases === undefined) return '';
  const { entries, asked, evaluations } = cases;
  if (entries.length === evaluations) return String(asked);
  const often = evaluations === asked ? '' : ' evaluations';
  return `${isRace ? 'dropped after ' : ''}${entries.length} of ${evaluations}${often}`;
}

/** The names of ranking rules for configurations with replicates, where it is not by the means that are shown. */
const rankedBy: { readonly [pick in PickRule]: string } = {
  mean: '',
  seen: ', ranked by first values',
  lower_bound: ', ranked by pessimistic bounds',
};

/** `, mean of 4 cases and 3 replicates`, for the headline; empty if each configuration is one trial. */
export function evaluationsNote({
  replicates = 1,
  chosen,
  cases,
  aggregate = 'mean',
  isRace = false,
  pick = 'mean',
  trials,
}: SweepReport): string {
  const isReplicated = trials.some(({ result }) => result.replicate !== undefined);
  const ranked = isReplicated && replicates + Number(chosen === undefined) > 1 ? rankedBy[pick] : '';
  const race = `${ranked}${isRace ? ', a race' : ''}`;
  const auto = chosen === undefined ? '' : ' (auto)';
  const means = replicates === 1 ? `, 1 replicate${auto}` : `, means of ${replicates} replicates${auto}`;
  const replicated = replicates === 1 && chosen === undefined ? '' : means;
  if (cases === undefined) return `${replicated}${race}`;
  const often = replicated === '' ? '' : `${replicated} on each`;
  return `, ${aggregate} of ${cases.length} ${cases.length === 1 ? 'case' : 'cases'}${often}${race}`;
}
