import { lstatSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

import { isPath } from './fileOf.js';
import type { ImportEdge } from './importClosure.js';
import { jitiExtensions } from './jitiResolver.js';

/** The names of files as seen from the workspace's root. */
export interface WorkspacePaths {
  /**
   * A path with slashes, relative to the workspace. A file elsewhere that is reached through a link has the path through the
   * link, which is the same on every machine; without a link it begins with `..`.
   */
  readonly relativePath: (file: string) => string;
}

/** Names the files that imports reach, which may lie outside of the workspace, as those of a package under `npm link` do. */
export function workspacePaths(workspaceRoot: string, edges: readonly ImportEdge[]): WorkspacePaths {
  const roots = [...new Set([workspaceRoot, realpathSync(workspaceRoot)])];
  const inside = (file: string): string | undefined =>
    roots.map((root) => relative(root, file)).find((path) => path !== '..' && !path.startsWith(`..${sep}`));
  const links = new Map<string, string>();
  const through = (file: string): string | undefined => {
    for (const [real, link] of links)
      if (file === real || file.startsWith(real + sep)) return link + file.slice(real.length);
    return undefined;
  };
  for (const { from, specifier, to } of edges) {
    if (to.kind !== 'file' || inside(to.path) !== undefined || through(to.path) !== undefined) continue;
    for (const link of possibleLinks(from, specifier)) {
      const real = inside(link) === undefined ? undefined : linkTarget(link);
      if (real !== undefined && (to.path === real || to.path.startsWith(real + sep))) links.set(real, link);
    }
  }
  const relativePath = (file: string): string => {
    const path = inside(file) ?? inside(through(file) ?? file) ?? relative(workspaceRoot, file);
    return path.replaceAll('\\', '/');
  };
  return { relativePath };
}

/** Lists the paths on the way of an import that may be links: folders above a file, or the folder of a package. */
function possibleLinks(from: string, specifier: string): string[] {
  if (isPath(specifier)) {
    const path = resolve(dirname(from), specifier);
    return [...['', ...jitiExtensions].map((extension) => path + extension), ...foldersAbove(path)];
  }
  const [name = ''] = /^(@[^/]+\/)?[^/]+/.exec(specifier) ?? [];
  return foldersAbove(from).map((folder) => join(folder, 'node_modules', name));
}

export function foldersAbove(path: string): string[] {
  const folder = dirname(path);
  return folder === path ? [] : [folder, ...foldersAbove(folder)];
}

function linkTarget(path: string): string | undefined {
  try {
    return lstatSync(path).isSymbolicLink() ? realpathSync(path) : undefined;
  } catch {
    return undefined;
  }
}
