import { haveReplicates, replicateCells, replicateTitles } from './replicateColumns.js';
import type { SweepReport, TrialEntry } from './sweepReport.js';

/** The title of the column that says on how many cases a metric rests. */
export const casesTitle = 'cases';

/** The titles of the columns that say how sure a metric is and on how much it rests, in their order. */
export const evaluationTitles = (trials: readonly TrialEntry[]): readonly string[] => [
  ...(haveReplicates(trials) ? replicateTitles : []),
  ...(trials.some(({ cases }) => cases !== undefined) ? [casesTitle] : []),
];

/** The cells of these columns. */
export function evaluationCells(
  trial: TrialEntry,
  report: Pick<SweepReport, 'metric'>,
  titles: readonly string[],
): readonly string[] {
  const ofReplicates = replicateCells(trial, report);
  return titles.map((title) =>
    title === casesTitle ? casesText(trial) : (ofReplicates[replicateTitles.indexOf(title as never)] ?? ''),
  );
}

/** `4`, or `3 of 4` if some have no result. */
function casesText({ cases }: TrialEntry): string {
  if (cases === undefined) return '';
  const { entries, asked, evaluations } = cases;
  if (entries.length === evaluations) return String(asked);
  return evaluations === asked
    ? `${entries.length} of ${asked}`
    : `${asked}, ${entries.length} of ${evaluations} evaluations`;
}

/** `, mean of 4 cases and 3 replicates`, for the headline; empty if each configuration is one trial. */
export function evaluationsNote({ replicates, cases, aggregate = 'mean' }: SweepReport): string {
  if (cases === undefined) return replicates === undefined ? '' : `, means of ${replicates} replicates`;
  const often = replicates === undefined ? '' : `, means of ${replicates} replicates on each`;
  return `, ${aggregate} of ${cases.length} ${cases.length === 1 ? 'case' : 'cases'}${often}`;
}
