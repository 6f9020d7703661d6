import { nearestName } from '@nx-tune/search';

import { Mistake } from '../../mistake.js';
import { openSweep, type OpenSweep } from '../../study/openSweep.js';
import type { SweepLocation } from '../../study/sweepLocation.js';
import { locateSweeps } from './locateSweeps.js';
import { listed, presentFolder, resolveProject, suggestion } from './resolveProject.js';

/**
 * Opens a sweep. Without a project it is one of the project of the present folder, or of the only project with a sweep;
 * without a name it is `tune`, or the only sweep of the project. Throws a `Mistake` that says what is missing or wrong.
 */
export const resolveSweep = async (workspaceRoot: string, project?: string, name?: string): Promise<OpenSweep> =>
  openSweep(await locateSweep(workspaceRoot, project, name), workspaceRoot);

/** Finds a sweep in the same way, and does not read its file. */
export async function locateSweep(workspaceRoot: string, project?: string, name?: string): Promise<SweepLocation> {
  const locations = await locateSweeps(workspaceRoot);
  return chooseSweep(ofProject(locations, resolveProject(locations, project, presentFolder(workspaceRoot))), name);
}

/** The sweep that is meant among those of one project: the one named, or else `tune`, or else the only one. */
export function chooseSweep(locations: readonly SweepLocation[], wanted: string | undefined): SweepLocation {
  const names = [...new Set(locations.map(({ name }) => name))];
  const name = wanted ?? (names.length === 1 ? names[0] : 'tune');
  const [found, other] = locations.filter((location) => location.name === name);
  const project = locations[0]?.project ?? '';
  if (found === undefined)
    throw new Mistake(
      wanted === undefined
        ? `Project "${project}" has no sweep "tune". Choose one of ${listed(names)} with --sweep.`
        : `Project "${project}" has no sweep "${wanted}".${suggestion(wanted, names)}`,
    );
  if (other !== undefined)
    throw new Mistake(
      `Project "${project}" has two files for one sweep, ${found.file} and ${other.file}: remove one of them.`,
    );
  return found;
}

/** A sweep, and the words that name trials of it. */
export interface SweepOfWords {
  readonly found: OpenSweep;
  readonly words: readonly string[];
}

/**
 * Opens the sweep of words that may begin with a project. A first word that is not a project is a trial of the project
 * that is meant without one, unless there would then be more than `most` trials. Throws a `Mistake` that says what is
 * missing or wrong.
 */
export async function resolveSweepOfWords(
  workspaceRoot: string,
  words: readonly string[],
  name: string | undefined,
  most: number = Infinity,
): Promise<SweepOfWords> {
  const locations = await locateSweeps(workspaceRoot);
  const [first] = words;
  const isNamed = first !== undefined && locations.some(({ project }) => project === first);
  const project =
    isNamed || words.length > most
      ? resolveProject(locations, first, '')
      : clearProject(locations, first, presentFolder(workspaceRoot));
  const found = openSweep(chooseSweep(ofProject(locations, project), name), workspaceRoot);
  if (!isNamed && first !== undefined && isMisspelt(first, locations, found)) resolveProject(locations, first, '');
  return { found, words: isNamed ? words.slice(1) : words };
}

/** The sweeps of one project. */
export const ofProject = (locations: readonly SweepLocation[], project: string): readonly SweepLocation[] =>
  locations.filter((location) => location.project === project);

const isMisspelt = (word: string, locations: readonly SweepLocation[], { trials }: OpenSweep): boolean =>
  word.length > 2 &&
  !trials.some(({ id }) => id.startsWith(word)) &&
  nearestName(
    word,
    locations.map(({ project }) => project),
  ) !== undefined;

/** If no project is clear, the first word must have meant one. */
function clearProject(locations: readonly SweepLocation[], first: string | undefined, folder: string): string {
  try {
    return resolveProject(locations, undefined, folder);
  } catch (error) {
    if (first === undefined) throw error;
    return resolveProject(locations, first, folder);
  }
}
