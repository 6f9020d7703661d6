import { nearestName } from '@nx-tune/search';

import { Mistake } from '../../mistake.js';
import { openSweep, type OpenSweep } from '../../study/openSweep.js';
import type { SweepLocation } from '../../study/sweepLocation.js';
import { locateSweeps } from './locateSweeps.js';
import { matchingProjects } from './matchingProjects.js';
import { listed, presentFolder, resolveProject, suggestion } from './resolveProject.js';
import { isNameOf, isPlace } from './resolveTrial.js';

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

/** The sweep that is meant among those of one project: the one named, or else the only one, `tune`, or `instead`. */
export function chooseSweep(
  locations: readonly SweepLocation[],
  wanted: string | undefined,
  instead?: string,
): SweepLocation {
  const names = [...new Set(locations.map(({ name }) => name))];
  const usual = names.includes('tune') ? 'tune' : (instead ?? 'tune');
  const name = wanted ?? (names.length === 1 ? names[0] : usual);
  const [found, other] = locations.filter((location) => location.name === name);
  const project = locations[0]?.project ?? '';
  if (found === undefined)
    throw new Mistake(
      wanted === undefined
        ? `Project "${project}" has no sweep "${usual}". Choose one of ${listed(names)} with --sweep.`
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
 * Opens the sweep of words that may begin with a project. A first word that is not the whole name of a project is a trial of
 * the project that is meant without one, if there is such a trial; there may be at most `most` trials. Without a name and
 * without a sweep `tune`, `instead` is meant. Throws a `Mistake` that says what is missing or wrong.
 */
export async function resolveSweepOfWords(
  workspaceRoot: string,
  words: readonly string[],
  name: string | undefined,
  { most = Infinity, instead }: { readonly most?: number; readonly instead?: string | undefined } = {},
): Promise<SweepOfWords> {
  const locations = await locateSweeps(workspaceRoot);
  const [first] = words;
  const open = (project: string): OpenSweep =>
    openSweep(chooseSweep(ofProject(locations, project), name, instead), workspaceRoot);
  const isNamed = first !== undefined && locations.some(({ project }) => project === first);
  const here =
    isNamed || words.length > most ? undefined : clearProject(locations, first, presentFolder(workspaceRoot));
  const found = here === undefined ? undefined : open(here);
  if (found !== undefined && (first === undefined || !meansProject(first, locations, found))) return { found, words };
  return { found: open(resolveProject(locations, first, '')), words: words.slice(1) };
}

/** The sweeps of one project. */
export const ofProject = (locations: readonly SweepLocation[], project: string): readonly SweepLocation[] =>
  locations.filter((location) => location.project === project);

/** True if a word is a part of a project's name, or the name misspelt, and not a trial of this sweep. */
function meansProject(word: string, locations: readonly SweepLocation[], { project, trials }: OpenSweep): boolean {
  const projects = locations.map((location) => location.project);
  if (isPlace(word) || trials.some((trial) => trial.id.startsWith(word) || isNameOf(trial, project, word)))
    return false;
  return matchingProjects(projects, word).length > 0 || (word.length > 2 && nearestName(word, projects) !== undefined);
}

/** The project that is meant without a name. If none is clear, it is undefined where a first word can name one. */
function clearProject(
  locations: readonly SweepLocation[],
  first: string | undefined,
  folder: string,
): string | undefined {
  try {
    return resolveProject(locations, undefined, folder);
  } catch (error) {
    if (first === undefined) throw error;
    return undefined;
  }
}
