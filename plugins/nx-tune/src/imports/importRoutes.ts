import { lstatSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { isPath } from './fileOf.js';
import type { ImportClosure, ImportEdge } from './importClosure.js';
import { foldersAbove, type WorkspacePaths } from './workspacePaths.js';

/**
 * Lists the paths, without extension, by which imports lead to files that Nx does not watch: through a link, to an ignored
 * file or out of the workspace, or to a file that is not there yet. What is found there may change without Nx's daemon
 * noticing, so it is looked at whenever Nx hashes.
 *
 * @param unwatched absolute paths of files.
 */
export function importRoutes(
  { edges, unresolved }: ImportClosure,
  { relativePath }: WorkspacePaths,
  unwatched: ReadonlySet<string>,
): string[] {
  const found = edges.flatMap((edge) => routesOf(edge).filter((route) => mayChange(edge, route, unwatched)));
  const missing = unresolved.flatMap(({ file, specifier }) => (isPath(specifier) ? pathRoute(file, specifier) : []));
  return [...new Set([...found, ...missing].map((route) => relativePath(route)))].toSorted();
}

function routesOf({ from, specifier, to }: ImportEdge): string[] {
  if (to.kind !== 'file') return [];
  if (from.endsWith('.py')) return [withoutExtension(to.path)];
  if (isPath(specifier)) return [pathRoute(from, specifier)];
  const [name = ''] = /^(@[^/]+\/)?[^/]+/.exec(specifier) ?? [];
  const folder = foldersAbove(from).find((above) => isLink(join(above, 'node_modules', name)));
  return folder === undefined ? [withoutExtension(to.path)] : [join(folder, 'node_modules', specifier)];
}

/** A file that Nx watches is found again as soon as another one takes its place, unless a link leads to it. */
const mayChange = ({ to }: ImportEdge, route: string, unwatched: ReadonlySet<string>): boolean =>
  to.kind === 'file' &&
  (unwatched.has(to.path) ||
    !(to.path === route || [`${route}.`, `${route}/`].some((start) => to.path.startsWith(start))));

const pathRoute = (from: string, specifier: string): string => withoutExtension(resolve(dirname(from), specifier));
const withoutExtension = (path: string): string => path.replace(/\.[cm]?[jt]sx?$/, '');
const isLink = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
