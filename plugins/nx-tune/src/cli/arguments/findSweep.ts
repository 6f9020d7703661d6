import { relative } from 'node:path';

import { openSweep, type OpenSweep } from '../../study/openSweep.js';
import type { SweepLocation } from '../../study/sweepLocation.js';
import { workspaceRoot } from '../workspace.js';
import { chooseProject, chooseSweep } from './chooseSweep.js';
import { locateSweeps } from './locateSweeps.js';

/**
 * Finds a sweep. Without a project it is the one of the present folder, or the only one; without a name it is `tune`, or
 * the only one of the project. Throws a `Mistake` that says what is missing or wrong.
 */
export const findSweep = async (project?: string, name?: string): Promise<OpenSweep> =>
  openSweep(await findLocation(project, name), workspaceRoot);

/** The same without reading the file. */
export async function findLocation(project?: string, name?: string): Promise<SweepLocation> {
  const places = await locateSweeps();
  const chosen = chooseProject(places, project, presentFolder());
  return chooseSweep(
    places.filter((place) => place.project === chosen),
    name,
  );
}

/** Relative to the workspace, with slashes. */
export const presentFolder = (): string => relative(workspaceRoot, process.cwd()).replaceAll('\\', '/');
