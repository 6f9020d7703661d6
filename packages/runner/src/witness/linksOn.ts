import { lstatSync, readlinkSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/**
 * Lists the symbolic links of a folder through which a path leads, also those to which another of them leads. The paths of
 * the result are relative to the folder, with slashes. A link out of the folder ends the list.
 *
 * @param roots the paths of the folder: as it is called, and its real place.
 */
export function linksOn(path: string, roots: readonly string[]): string[] {
  const found = new Set<string>();
  for (let next: string | undefined = path; next !== undefined;) next = follow(next, roots, found);
  return [...found];
}

/** Finds the first link on a path; returns where the path leads if the link is replaced by its target. */
function follow(path: string, roots: readonly string[], found: Set<string>): string | undefined {
  const root = roots.find((one) => isBelow(one, path));
  if (root === undefined) return undefined;
  const parts = relative(root, path).split(sep);
  for (const index of parts.keys()) {
    const link = join(root, ...parts.slice(0, index + 1));
    const target = targetOf(link);
    if (target === undefined) continue;
    const name = relative(root, link).split(sep).join('/');
    if (found.has(name)) return undefined;
    found.add(name);
    return resolve(dirname(link), target, ...parts.slice(index + 1));
  }
  return undefined;
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function targetOf(path: string): string | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true ? readlinkSync(path) : undefined;
  } catch {
    return undefined;
  }
}
