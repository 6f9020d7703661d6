import { join, relative } from 'node:path';

import type { KnownResults, PlannedTrial, Sweep } from '@nx-tune/search';

import { countAsked } from '../inference/countAsked.js';
import { resultsIn } from '../inference/knownResults.js';
import { readSweep } from '../inference/readSweep.js';
import { resolveTrials } from '../inference/resolveTrials.js';
import { chooseProject, chooseSweep } from './chooseSweep.js';
import { Mistake } from './mistake.js';
import { type SweepPlace, sweepPlaces } from './sweepPlaces.js';
import { workspaceRoot } from './workspace.js';

/** A sweep file of a project, read and expanded. */
export interface FoundSweep extends SweepPlace {
  /** Absolute path of the project. */
  readonly projectDir: string;
  readonly sweep: Sweep;
  /** Those whose params are known: of a method that learns, as far as there are results. */
  readonly trials: readonly PlannedTrial[];
  /** How many trials it asks for in all; fewer where a search finds nothing new to propose, or less goes on. */
  readonly asked: number;
  /** The same from other results. */
  resolve(known: KnownResults): readonly PlannedTrial[];
}

/**
 * Finds a sweep. Without a project it is the one of the present folder, or the only one; without a name it is `tune`, or
 * the only one of the project. Throws a `Mistake` that says what is missing or wrong.
 */
export const findSweep = async (project?: string, name?: string): Promise<FoundSweep> =>
  readFound(await findPlace(project, name));

/** The same without reading the file. */
export async function findPlace(project?: string, name?: string): Promise<SweepPlace> {
  const places = await sweepPlaces();
  const chosen = chooseProject(places, project, presentFolder());
  return chooseSweep(
    places.filter((place) => place.project === chosen),
    name,
  );
}

/** Reads and expands a sweep file. Throws a `Mistake` that tells what is wrong with it. */
export function readFound(place: SweepPlace, workspace: string = workspaceRoot): FoundSweep {
  const { root, file } = place;
  const read = readSweep(workspace, root, file);
  if (!read.ok) throw new Mistake(read.problems.join('\n'));
  const projectDir = join(workspace, root);
  const resolve: FoundSweep['resolve'] = (known) => resolveTrials(read, known);
  const trials = resolve(resultsIn(projectDir, read.sweep));
  return { ...place, projectDir, sweep: read.sweep, trials, asked: countAsked(read), resolve };
}

/** Relative to the workspace, with slashes. */
export const presentFolder = (): string => relative(workspaceRoot, process.cwd()).replaceAll('\\', '/');
