import { nearest } from '@nx-tune/report';

import { chooseProject, chooseSweep } from './chooseSweep.js';
import { type FoundSweep, presentFolder, readFound } from './findSweep.js';
import { type SweepPlace, sweepPlaces } from './sweepPlaces.js';

/** A sweep, and what its trials are called by. */
export interface FoundWords {
  readonly found: FoundSweep;
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
  const places = await sweepPlaces();
  const [first] = words;
  const isNamed = first !== undefined && places.some(({ project }) => project === first);
  const project = isNamed || words.length > most ? chooseProject(places, first, '') : clearProject(places, first);
  const found = readFound(
    chooseSweep(
      places.filter((place) => place.project === project),
      name,
    ),
  );
  if (!isNamed && first !== undefined && isMisspelt(first, places, found)) chooseProject(places, first, '');
  return { found, words: isNamed ? words.slice(1) : words };
}

const isMisspelt = (word: string, places: readonly SweepPlace[], { trials }: FoundSweep): boolean =>
  word.length > 2 &&
  !trials.some(({ id }) => id.startsWith(word)) &&
  nearest(
    word,
    places.map(({ project }) => project),
  ) !== undefined;

/** Where no project is clear, the first word must have meant one. */
function clearProject(places: readonly SweepPlace[], first: string | undefined): string {
  try {
    return chooseProject(places, undefined, presentFolder());
  } catch (error) {
    if (first === undefined) throw error;
    return chooseProject(places, first, presentFolder());
  }
}
