import { relative } from 'node:path';

import { nearestName } from '@nx-tune/search';

import { Mistake } from '../../mistake.js';
import type { SweepLocation } from '../../study/sweepLocation.js';
import { matchingProjects } from './matchingProjects.js';

/**
 * The project that is meant: the one named, as Nx understands names, or else the one that the present folder is in, or else
 * the only one. `folder` is relative to the workspace, with slashes. Throws a `Mistake` that names the projects there are.
 */
export function resolveProject(
  locations: readonly SweepLocation[],
  wanted: string | undefined,
  folder: string,
): string {
  const projects = [...new Set(locations.map(({ project }) => project))];
  if (wanted !== undefined) {
    const matching = matchingProjects(projects, wanted);
    const [found, other] = matching;
    if (found !== undefined && other === undefined) return found;
    throw new Mistake(
      found === undefined
        ? `There is no project "${wanted}" with a sweep.${suggestion(wanted, projects)}`
        : `"${wanted}" is part of the names of ${matching.length} projects with a sweep. Name one of ${listed(matching)}.`,
    );
  }
  const [here] = locations
    .filter(({ root }) => root === '.' || folder === root || folder.startsWith(`${root}/`))
    .toSorted((a, b) => b.root.length - a.root.length);
  // Every folder is in a project at the workspace's root, so that says nothing about which project is meant.
  if (here !== undefined && (here.root !== '.' || projects.length === 1)) return here.project;
  const [only, other] = projects;
  if (only !== undefined && other === undefined) return only;
  throw new Mistake(
    only === undefined
      ? 'No project of the workspace has a sweep file. Put a tune.yaml beside the project.json or package.json of one.'
      : `Which project? Name one of ${listed(projects)}.`,
  );
}

/** The present folder relative to the workspace, with slashes. */
export const presentFolder = (workspaceRoot: string): string =>
  relative(workspaceRoot, process.cwd()).replaceAll('\\', '/');

/** ` Did you mean "x"?`, or else the names that there are. */
export function suggestion(name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  if (near !== undefined) return ` Did you mean "${near}"?`;
  return known.length === 0 ? '' : ` Name one of ${listed(known)}.`;
}

const mostListed = 10;

/** The first names, and how many more there are. */
export const listed = (names: readonly string[]): string =>
  `${names.slice(0, mostListed).join(', ')}${names.length > mostListed ? `, and ${names.length - mostListed} more` : ''}`;
