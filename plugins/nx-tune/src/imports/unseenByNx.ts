import { lstatSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Files that Nx must be told to read whenever it hashes: its daemon would keep using their old content. Paths are relative to the workspace. */
export interface UnseenByNx {
  /** Files that git or Nx ignores, and files that are reached through a linked folder. */
  readonly files: readonly string[];
  /** Folders with all that they contain, ignored or not. */
  readonly folders: readonly string[];
  /** Folders with what Nx watches in them. */
  readonly watched: readonly string[];
  /** Files outside of the workspace that Nx cannot read by itself: a link to one, or a path that begins with `..`. */
  readonly outside: readonly string[];
}

export const nothingUnseen: UnseenByNx = { files: [], folders: [], watched: [], outside: [] };

/** Puts several lists together, without what is there twice, in a fixed order. */
export function joinUnseen(lists: readonly UnseenByNx[]): UnseenByNx {
  const all = (key: keyof UnseenByNx): string[] => [...new Set(lists.flatMap((list) => list[key]))].toSorted();
  return { files: all('files'), folders: all('folders'), watched: all('watched'), outside: all('outside') };
}

/** Where the content of a file or folder is: in the workspace, below a linked folder, or behind a link to a file elsewhere. */
export interface Place {
  readonly in: 'workspace' | 'folder' | 'elsewhere';
  readonly path: string;
}

/** Finds the place of a path that is relative to the workspace. */
export function placeOf(workspaceRoot: string, path: string, isFolder = false): Place {
  const absolute = join(workspaceRoot, path);
  const real = relative(realpathSync(workspaceRoot), realpathSync(absolute)).replaceAll('\\', '/');
  if (real !== '..' && !real.startsWith('../')) return { in: 'workspace', path: real };
  const isReadable = isFolder || !lstatSync(absolute).isSymbolicLink();
  return { in: isReadable && !path.startsWith('../') ? 'folder' : 'elsewhere', path };
}
