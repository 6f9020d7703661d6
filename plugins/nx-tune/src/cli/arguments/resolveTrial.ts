import { baselineNamesOf, rankTrials, type TrialEntry } from '@nx-tune/report';
import { defined, nearestName } from '@nx-tune/search';
import { type PlannedTrial, taskName } from '@nx-tune/sweep';

import { shellWord } from '../../escape/shellWord.js';
import { Mistake } from '../../mistake.js';
import type { StudyResults } from '../../study/readResults.js';
import { listed } from './resolveProject.js';

/** A trial of a sweep, and its result if that is known. */
export interface ChosenTrial {
  readonly planned: PlannedTrial;
  /** Index in the sweep, from 0. */
  readonly number: number;
  readonly entry?: TrialEntry;
}

/** The ways to name a trial, for the help. */
export const trialWords =
  'the first characters of its id, its rank as 1 or "#1", number=0, best, or the name of a baseline';

/** The trial that a word means. Throws a `Mistake` if it means no trial, or several. */
export function resolveTrial(results: StudyResults, word: string): ChosenTrial {
  const id = idOf(results, word);
  const number = results.trials.findIndex((trial) => trial.id === id);
  const planned = results.trials[number];
  if (planned === undefined) throw new Mistake(unknownTrial(results, word));
  const entry = results.report.trials.find(({ result }) => result.id === id);
  return defined({ planned, number, entry });
}

function idOf({ report, trials }: StudyResults, word: string): string | undefined {
  const rank = /^(?:#|rank=)?(\d{1,6})$/.exec(word)?.[1];
  const ranked = rank === undefined && word !== 'best' ? [] : rankTrials(report);
  const atRank = ranked[Number(rank ?? 1) - 1]?.result.id;
  if (atRank !== undefined) return atRank;
  const number = /^number=(\d+)$/.exec(word)?.[1];
  if (number !== undefined) return trials[Number(number)]?.id;
  const baseline = report.trials.find((entry) => baselineNamesOf(entry).includes(word));
  if (baseline !== undefined) return baseline.result.id;
  return trials.find((trial) => isNameOf(trial, report.project, word))?.id ?? byId(trials, word);
}

/** True if a word names a trial by its rank or its number. */
export const isPlace = (word: string): boolean => /^(?:best|(?:#|rank=|number=)?\d+)$/.test(word);

/** True if a word is the name of a trial, of its Nx project, or of its Nx task. */
export const isNameOf = ({ name }: PlannedTrial, project: string, word: string): boolean =>
  [name, taskName(project, name), `${taskName(project, name)}:trial`].includes(word);

function byId(trials: readonly PlannedTrial[], word: string): string | undefined {
  const matching = [...new Set(trials.map(({ id }) => id))].filter((id) => id.startsWith(word));
  if (word === '' || matching.length <= 1) return word === '' ? undefined : matching[0];
  throw new Mistake(`The ids of ${matching.length} trials begin with "${word}": ${listed(matching)}.`);
}

function unknownTrial({ report, trials }: StudyResults, word: string): string {
  const ids = trials.map(({ id }) => id);
  const near = nearestName(
    word,
    ids.map((id) => id.slice(0, word.length)),
  );
  const hint = near === undefined ? '' : ` Did you mean "${ids.find((id) => id.startsWith(near)) ?? near}"?`;
  return `${report.file} has no trial "${word}".${hint} "nx-tune trials ${shellWord(report.project)}" lists the known trials.`;
}
