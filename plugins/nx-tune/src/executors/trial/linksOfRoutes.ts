import { lstatSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';

import { linksOn } from '@nx-tune/runner';

/** Lists the symbolic links on the way of each path; some paths are those of modules, without an extension. Everything is relative to the workspace. */
export function linksOfRoutes(workspaceRoot: string, routes: readonly string[]): ReadonlySet<string> {
  const roots = [workspaceRoot, realpathSync(workspaceRoot)];
  const links = (path: string): string[] => linksOn(path, roots);
  return new Set(
    routes
      .map((route) => resolve(workspaceRoot, route))
      .flatMap((path) => [path, ...endings.map((ending) => path + ending).filter(isLink)].flatMap(links)),
  );
}

const extensions = ['', 'c', 'm'].flatMap((kind) => ['js', 'ts', 'jsx', 'tsx'].map((name) => `.${kind}${name}`));
const endings = [...extensions, ...extensions.map((extension) => `/index${extension}`)];

function isLink(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  } catch {
    return false;
  }
}
