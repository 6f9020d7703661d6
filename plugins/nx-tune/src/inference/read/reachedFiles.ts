import type { Sweep } from '@nx-tune/sweep';

import type { ImportClosure } from '../../imports/importClosure.js';
import { joinUnseen, nothingUnseen, placeOf, type UnseenByNx } from '../../imports/unseenByNx.js';
import type { WorkspacePaths } from '../../imports/workspacePaths.js';
import type { Project } from '../../study/project.js';
import { escapeGlob } from '../targets/globs.js';
import { type LinkedInput, linkedInputs, linkedSource } from './linkedInputs.js';

/** Everything that a sweep's trials may read, of which Nx perhaps does not see each change. */
export interface ReachedFiles {
  /** Files that count if git or Nx ignores them: Nx watches all others. */
  readonly imported: readonly string[];
  /** Links that count unless they are ignored. */
  readonly source: readonly LinkedInput[];
  /** What counts in any case. */
  readonly always: UnseenByNx;
}

/** Lists what the imports and the links of a sweep reach. */
export function reachedFiles(
  workspaceRoot: string,
  project: Project,
  sweep: Sweep,
  closure: ImportClosure,
  { relativePath }: WorkspacePaths,
): ReachedFiles {
  const places = [...closure.files].flatMap(([file, content]) =>
    content === '' ? [] : placeOf(workspaceRoot, relativePath(file)),
  );
  const pathsIn = (where: (typeof places)[number]['in']): string[] =>
    places.flatMap((place) => (place.in === where ? place.path : []));
  return {
    imported: pathsIn('workspace'),
    source: linkedSource(workspaceRoot, project, sweep),
    always: joinUnseen([
      { ...nothingUnseen, files: pathsIn('folder'), outside: pathsIn('elsewhere') },
      ...linkedInputs(workspaceRoot, project, sweep).map((link) => behindLink(workspaceRoot, project, link, 'globs')),
    ]),
  };
}

/** Says what Nx must read of a sweep's files, given all files that are ignored. */
export function unseenOf(
  workspaceRoot: string,
  project: Project,
  { imported, source, always }: ReachedFiles,
  ignored: ReadonlySet<string>,
): UnseenByNx {
  const links = source.filter(({ first }) => !ignored.has(first));
  return joinUnseen([
    always,
    { ...nothingUnseen, files: imported.filter((file) => ignored.has(file)) },
    ...links.map((link) => behindLink(workspaceRoot, project, link, 'watched')),
  ]);
}

/** A folder that contains the project is left out: the project's own results would be among its inputs. */
function behindLink(
  workspaceRoot: string,
  { root }: Project,
  { path, isFolder, rests }: LinkedInput,
  key: 'globs' | 'watched',
): UnseenByNx {
  const place = placeOf(workspaceRoot, path, isFolder);
  if (!isFolder) return { ...nothingUnseen, [place.in === 'elsewhere' ? 'outside' : 'files']: [place.path] };
  const containsProject = place.in === 'workspace' && (place.path === '' || `${root}/`.startsWith(`${place.path}/`));
  const globs = rests.map((rest) => `${escapeGlob(place.path)}/${rest}`);
  return { ...nothingUnseen, [place.in === 'workspace' ? key : 'globs']: containsProject ? [] : globs };
}
