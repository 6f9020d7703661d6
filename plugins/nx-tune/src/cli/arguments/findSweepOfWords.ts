import { nearestName } from '@nx-tune/search';

import { type OpenSweep, openSweep } from '../../study/openSweep.js';
import type { SweepLocation } from '../../study/sweepLocation.js';
import { workspaceRoot } from '../workspace.js';
import { chooseProject, chooseSweep } from './chooseSweep.js';
import { presentFolder } from './findSweep.js';
import { locateSweeps } from './locateSweeps.js';

/** A sweep, and what its trials are called by. */
export interface FoundWords {
  readonly found: OpenSweep;
  readonly words: readonly string[];
}

/**
 * Finds the sweep of words that may begin with a project: a first word that is none is a trial of the project that is
 * clear without, unless there are more than `most` trials then. Throws a `Mistake` that says what is missing or wrong.
 */
export async function findSweepOfWords(
  words: readonly string[],
  name: string | undefined,
  most: number = Infinity,
): Promise<FoundWords> {
  const places = await locateSweeps();
  const [first] = words;
  const isNamed = first !== undefined && places.some(({ project }) => project === first);
  const project = isNamed || words.length > most ? chooseProject(places, first, '') : clearProject(places, first);
  const found = openSweep(
    chooseSweep(
      places.filter((place) => place.project === project),
      name,
    ),
    workspaceRoot,
  );
  if (!isNamed && first !== undefined && isMisspelt(first, places, found)) chooseProject(places, first, '');
  return { found, words: isNamed ? words.slice(1) : words };
}

const isMisspelt = (word: string, places: readonly SweepLocation[], { trials }: OpenSweep): boolean =>
  word.length > 2 &&
  !trials.some(({ id }) => id.startsWith(word)) &&
  nearestName(
    word,
    places.map(({ project }) => project),
  ) !== undefined;

/** Where no project is clear, the first word must have meant one. */
function clearProject(places: readonly SweepLocation[], first: string | undefined): string {
  try {
    return chooseProject(places, undefined, presentFolder());
  } catch (error) {
    if (first === undefined) throw error;
    return chooseProject(places, first, presentFolder());
  }
}
