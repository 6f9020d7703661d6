import { statSync } from 'node:fs';
import { join } from 'node:path';

import { ignoreRules } from '../../imports/ignoredFiles.js';
import { entriesOf } from '../../study/entriesOf.js';
import { realPath } from '../../study/realPath.js';

/** A symbolic link to a file or a folder that exists. */
export interface Link {
  /** Relative to the workspace, with slashes. */
  readonly path: string;
  readonly isFolder: boolean;
  /** The first link on the way: the link itself, or that of a folder above it. */
  readonly first: string;
}

/** Neither sources nor data are here. */
const skipped = new Set(['node_modules', '.git', '.nx', '.tune', '.venv', 'venv', '__pycache__']);

/** Sweeps of one project look for links in the same folders. */
const found = new Map<string, Link[]>();

/** Clears the cache, since links may have been added or removed. */
export const forgetLinks = (): void => found.clear();

/**
 * Finds the links in a folder and below, also below folders that are links themselves.
 *
 * @param kind where ignored folders count: not in the source.
 */
export function findLinks(workspaceRoot: string, folder: string, kind: 'source' | 'declared'): Link[] {
  const key = [workspaceRoot, folder, kind].join('\n');
  const links =
    found.get(key) ?? linksIn(workspaceRoot, folder, kind === 'source' ? ignoreRules(workspaceRoot) : () => false);
  found.set(key, links);
  return links;
}

function linksIn(workspaceRoot: string, folder: string, isIgnored: (folder: string) => boolean): Link[] {
  const seen = new Set<string>();
  const visit = (path: string, above?: string): Link[] => {
    const real = realPath(join(workspaceRoot, path));
    if (real === undefined || seen.has(real)) return [];
    seen.add(real);
    return entriesOf(join(workspaceRoot, path)).flatMap((entry) => {
      const below = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) return skipped.has(entry.name) || isIgnored(below) ? [] : visit(below, above);
      if (!entry.isSymbolicLink()) return [];
      const stats = statSync(join(workspaceRoot, below), { throwIfNoEntry: false });
      const first = above ?? below;
      if (stats?.isFile() === true) return [{ path: below, isFolder: false, first }];
      return stats?.isDirectory() === true ? [{ path: below, isFolder: true, first }, ...visit(below, first)] : [];
    });
  };
  return visit(folder);
}
