import { statSync } from 'node:fs';
import { join, posix } from 'node:path';

import type { DeclaredInput } from '@nx-tune/sweep';

import { globBase, globMatcher, isGlob } from '../imports/globMatcher.js';
import { ownFiles } from './ownFiles.js';
import { entriesOf } from './entriesOf.js';
import { realPath } from './realPath.js';

/** A glob or path under `cases`, as it names files. */
export type CaseGlob = DeclaredInput & { readonly kind: 'files' };

/** The folder, relative to the workspace, in which such a glob is meant. */
export const folderOfGlob = (root: string, { from }: CaseGlob): string =>
  from === 'workspace' || root === '.' ? '' : root;

/** True if a glob is the path of a file: one may have the name of a glob. */
export const isFilePath = (workspaceRoot: string, root: string, input: CaseGlob): boolean =>
  isFile(join(workspaceRoot, folderOfGlob(root, input), input.glob));

/** The files that a glob matches, relative to the workspace, in the order of their names. Links are followed. */
export function findCaseFiles(workspaceRoot: string, root: string, input: CaseGlob): string[] {
  const folder = folderOfGlob(root, input);
  if (isFilePath(workspaceRoot, root, input)) return [posix.join(folder, input.glob)];
  if (!isGlob(input.glob)) return [];
  const matches = globMatcher(input.glob);
  const above = join(workspaceRoot, folder);
  return filesBelow(above, globBase(input.glob))
    .filter((file) => matches(file) && !omitted.some((isOwn) => isOwn(file)))
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((file) => posix.join(folder, file));
}

/** Files that nx-tune itself writes, which are never cases. */
const omitted = ownFiles.map((glob) => globMatcher(`**/${glob}`));

/** Neither sources nor data are here. */
const skipped = new Set(['node_modules', '.git', '.nx', '.tune', '.venv', 'venv', '__pycache__']);

function filesBelow(above: string, folder: string): string[] {
  const seen = new Set<string>();
  const visit = (path: string): string[] => {
    const real = realPath(join(above, path));
    if (real === undefined || seen.has(real)) return [];
    seen.add(real);
    return entriesOf(join(above, path)).flatMap(({ name }) => {
      if (skipped.has(name)) return [];
      const below = path === '' ? name : `${path}/${name}`;
      const stats = statSync(join(above, below), { throwIfNoEntry: false });
      if (stats?.isFile() === true) return [below];
      return stats?.isDirectory() === true ? visit(below) : [];
    });
  };
  return visit(folder);
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
