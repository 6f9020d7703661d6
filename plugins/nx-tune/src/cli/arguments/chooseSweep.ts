import { nearestName } from '@nx-tune/search';

import { Mistake } from '../../mistake.js';
import type { SweepLocation } from '../../study/sweepLocation.js';

/**
 * The project that is meant: the one named, or else the one that holds the present folder, or else the only one.
 * `folder` is relative to the workspace, with slashes. Throws a `Mistake` that names what there is.
 */
export function chooseProject(places: readonly SweepLocation[], wanted: string | undefined, folder: string): string {
  const projects = [...new Set(places.map(({ project }) => project))];
  if (wanted !== undefined) {
    if (projects.includes(wanted)) return wanted;
    throw new Mistake(`There is no project "${wanted}" with a sweep.${meant(wanted, projects)}`);
  }
  const [here] = places
    .filter(({ root }) => root === '.' || folder === root || folder.startsWith(`${root}/`))
    .toSorted((a, b) => b.root.length - a.root.length);
  // A project in the workspace's root holds every folder, hence says nothing of what is meant.
  if (here !== undefined && (here.root !== '.' || projects.length === 1)) return here.project;
  const [only, other] = projects;
  if (only !== undefined && other === undefined) return only;
  throw new Mistake(
    only === undefined
      ? 'No project of the workspace has a sweep file. Put a tune.yaml beside the project.json or package.json of one.'
      : `Which project? There is ${listed(projects)}.`,
  );
}

/** The sweep that is meant among those of one project: the one named, or else `tune`, or else the only one. */
export function chooseSweep(places: readonly SweepLocation[], wanted: string | undefined): SweepLocation {
  const names = [...new Set(places.map(({ name }) => name))];
  const name = wanted ?? (names.length === 1 ? names[0] : 'tune');
  const [found, other] = places.filter((place) => place.name === name);
  const project = places[0]?.project ?? '';
  if (found === undefined)
    throw new Mistake(
      wanted === undefined
        ? `Project "${project}" has no sweep "tune". There is ${listed(names)}: choose with --sweep.`
        : `Project "${project}" has no sweep "${wanted}".${meant(wanted, names)}`,
    );
  if (other !== undefined)
    throw new Mistake(
      `Project "${project}" has two files for one sweep, ${found.file} and ${other.file}: remove one of them.`,
    );
  return found;
}

/** ` Did you mean "x"?`, or what there is. */
export function meant(name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  if (near !== undefined) return ` Did you mean "${near}"?`;
  return known.length === 0 ? '' : ` There is ${listed(known)}.`;
}

const most = 10;

const listed = (names: readonly string[]): string =>
  `${names.slice(0, most).join(', ')}${names.length > most ? `, and ${names.length - most} more` : ''}`;
