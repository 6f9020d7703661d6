import type { DeclaredInput, Sweep } from '@nx-tune/sweep';

import { codeDigest } from '../../imports/codeDigest.js';
import { globMatcher } from '../../imports/globMatcher.js';
import type { ImportClosure } from '../../imports/importClosure.js';
import { importRoutes } from '../../imports/importRoutes.js';
import { joinUnseen, nothingUnseen, type Place, placeOf, type UnseenByNx } from '../../imports/unseenByNx.js';
import type { WorkspacePaths } from '../../imports/workspacePaths.js';
import type { Project } from '../../study/project.js';
import { escapeGlob } from '../targets/globs.js';
import { type LinkedInput, linkedInputs, linkedSource } from './linkedInputs.js';

/** Everything that a sweep's trials may read, of which Nx perhaps does not see each change. */
export interface ReachedFiles {
  /** The files that imports reach, and the place of each. */
  readonly closure: ImportClosure;
  readonly paths: WorkspacePaths;
  readonly places: ReadonlyMap<string, Place>;
  /** Links that count unless they are ignored. */
  readonly source: readonly LinkedInput[];
  /** Inputs that count in any case. */
  readonly always: UnseenByNx;
}

/** Lists what the imports and the links of a sweep reach. */
export function reachedFiles(
  workspaceRoot: string,
  project: Project,
  sweep: Sweep,
  closure: ImportClosure,
  paths: WorkspacePaths,
): ReachedFiles {
  const files = [...closure.files].flatMap(([file, content]) => (content === '' ? [] : file));
  return {
    closure,
    paths,
    places: new Map(files.map((file) => [file, placeOf(workspaceRoot, paths.relativePath(file))])),
    source: linkedSource(workspaceRoot, project, sweep),
    always: joinUnseen(behindInputs(workspaceRoot, project, sweep.inputs)),
  };
}

/** Returns the content behind the links among declared inputs. */
export const behindInputs = (workspaceRoot: string, project: Project, inputs: readonly DeclaredInput[]): UnseenByNx[] =>
  linkedInputs(workspaceRoot, project, inputs).map((link) => behindLink(workspaceRoot, project, link, 'globs'));

/** The paths of which git and Nx must say whether they are ignored. */
export const mayBeIgnored = ({ places, source }: ReachedFiles): string[] => [
  ...[...places.values()].flatMap((place) => (place.in === 'workspace' ? place.path : [])),
  ...source.map(({ first }) => first),
];

/** Says what Nx must read of a sweep's files, and digests the rest of its code, given all paths that are ignored. */
export function codeAndUnseen(
  workspaceRoot: string,
  project: Project,
  { closure, paths, places, source, always }: ReachedFiles,
  ignored: ReadonlySet<string>,
  cases: readonly string[],
): { readonly code: string; readonly unseen: UnseenByNx } {
  const areCases = cases.map(globMatcher);
  const links = source.filter(({ first, path }) => !ignored.has(first) && !areCases.some((matches) => matches(path)));
  const imported = [...places].filter(([, place]) => place.in !== 'workspace' || ignored.has(place.path));
  const unwatched = new Set(imported.map(([file]) => file));
  const unseen = joinUnseen([
    always,
    { ...nothingUnseen, routes: importRoutes(closure, paths, unwatched) },
    ...imported.map(([, place]) => ({
      ...nothingUnseen,
      [place.in === 'elsewhere' ? 'outside' : 'files']: [place.path],
    })),
    ...links.map((link) => behindLink(workspaceRoot, project, link, 'watched')),
  ]);
  return { code: codeDigest(closure, paths, unwatched), unseen };
}

/**
 * Returns the content behind a link, and the link itself: it may be pointed at another file of the hash. A folder that contains
 * the project is left out: the project's own results would be among its inputs.
 */
function behindLink(
  workspaceRoot: string,
  { root }: Project,
  { path, isFolder, rests }: LinkedInput,
  key: 'globs' | 'watched',
): UnseenByNx {
  const place = placeOf(workspaceRoot, path, isFolder);
  const link = { ...nothingUnseen, routes: [path] };
  if (!isFolder) {
    const links = key === 'globs' ? 'declaredLinks' : 'sourceLinks';
    return { ...link, [place.in === 'elsewhere' ? 'outside' : 'files']: [place.path], [links]: [escapeGlob(path)] };
  }
  // Nx's daemon does not see each change below a folder elsewhere.
  if (place.in !== 'workspace') return { ...link, outside: [path] };
  const containsProject = place.path === '' || `${root}/`.startsWith(`${place.path}/`);
  if (containsProject) return link;
  const globs = rests.map((rest) => `${escapeGlob(place.path)}/${rest}`);
  // The daemon passes over the paths below the link at some times and reads them at others, so what they lead to is read instead.
  const through = key === 'globs' ? { declaredLinks: [`${escapeGlob(path)}/**/*`] } : {};
  return { ...link, ...through, [key]: globs };
}
