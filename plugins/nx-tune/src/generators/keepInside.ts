import { lstatSync, readlinkSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

import type { Tree } from '@nx/devkit';

import { refuse } from './refuse.js';

/**
 * Ends a generator if one of the files that it would write lies outside of the workspace, since the file or a folder on its way is a
 * link: Nx writes through links, and nothing outside is nx-tune's to write. Nothing is written then.
 */
export function keepInside(tree: Pick<Tree, 'root' | 'listChanges'>): void {
  const root = targetOf(tree.root);
  for (const { path } of tree.listChanges()) {
    const target = targetOf(join(root, path));
    const way = relative(root, target);
    if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))
      refuse(
        `${path} is not written: a link on its way leaves the workspace, to ${target}. Remove the link, and run this again.`,
      );
  }
}

/** Returns the path at which a file would be written, whether or not it and its folders exist. */
function targetOf(file: string, linksLeft = 40): string {
  if (linksLeft === 0) refuse(`${file} is not written: its link leads to itself. Remove the link, and run this again.`);
  const parent = dirname(file);
  if (parent === file) return file;
  const stats = lstatSync(file, { throwIfNoEntry: false });
  const folder = targetOf(parent, linksLeft);
  return stats?.isSymbolicLink() === true
    ? targetOf(resolve(folder, readlinkSync(file)), linksLeft - 1)
    : join(folder, basename(file));
}
