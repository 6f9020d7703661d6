import { lstatSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * Files that Nx must be made to read whenever it hashes: its daemon would keep using their old content. Paths are relative to the
 * workspace.
 */
export interface UnseenByNx {
  /** Files that git or Nx ignores, and files that are reached through a linked folder. */
  readonly files: readonly string[];
  /** Globs, for files in linked folders, ignored or not. */
  readonly globs: readonly string[];
  /** Globs, for the files among them that Nx watches. */
  readonly watched: readonly string[];
  /**
   * Files and folders outside of the workspace that Nx does not read well by itself: a link to one, or a path that begins with
   * `..`.
   */
  readonly outside: readonly string[];
  /** Paths of which must be looked whether there is a file or a link, and where it leads. */
  readonly routes: readonly string[];
  /**
   * Globs, for links among the source and among declared inputs, and for what is behind the latter. Nx takes the content that
   * their targets had at some time or other for theirs.
   */
  readonly sourceLinks: readonly string[];
  readonly declaredLinks: readonly string[];
}

export const nothingUnseen: UnseenByNx = {
  files: [],
  globs: [],
  watched: [],
  outside: [],
  routes: [],
  sourceLinks: [],
  declaredLinks: [],
};

/** Puts several lists together, without what is there twice, in a fixed order. */
export function joinUnseen(lists: readonly UnseenByNx[]): UnseenByNx {
  const all = (key: keyof UnseenByNx): string[] => [...new Set(lists.flatMap((list) => list[key]))].toSorted();
  return {
    files: all('files'),
    globs: all('globs'),
    watched: all('watched'),
    outside: all('outside'),
    routes: all('routes'),
    sourceLinks: all('sourceLinks'),
    declaredLinks: all('declaredLinks'),
  };
}

/**
 * The place of the content of a file or folder: in the workspace, below a linked folder, or behind a link to a file elsewhere.
 */
export interface Place {
  readonly in: 'workspace' | 'folder' | 'elsewhere';
  readonly path: string;
}

/** Finds the place of a path that is relative to the workspace. */
export function placeOf(workspaceRoot: string, path: string, isFolder = false): Place {
  const absolute = join(workspaceRoot, path);
  const real = relative(realpathSync.native(workspaceRoot), realpathSync.native(absolute)).replaceAll('\\', '/');
  if (real !== '..' && !real.startsWith('../')) return { in: 'workspace', path: real };
  const isReadable = isFolder || !lstatSync(absolute).isSymbolicLink();
  return { in: isReadable && !path.startsWith('../') ? 'folder' : 'elsewhere', path };
}
