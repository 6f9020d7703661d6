import { posix } from 'node:path';

import type { DeclaredInput } from '@nx-tune/sweep';

import type { UnseenByNx } from '../../imports/unseenByNx.js';
import type { Project } from '../../study/project.js';
import type { CommandWords } from '../read/commandWords.js';
import { declaredFolders } from './declaredFolders.js';

/** The reach of the hash of trials, beyond the list of its files. Everything is relative to the workspace. */
export interface InputsCoverage {
  /** Folders in which, and below which, any new file is hashed, whatever its name and whether git ignores it; empty for the whole workspace. */
  readonly folders: readonly string[];
  /** Folders in which any new file is hashed, but not below them. */
  readonly flatFolders: readonly string[];
  /** Files of which only a part is hashed, unless they are imported. */
  readonly inPart: readonly string[];
  /** Paths, some without extension, of which each link on the way counts. */
  readonly routes: readonly string[];
}

/** Says how far the hash of trials that share their inputs reaches. */
export function inputsCoverage(
  project: Project,
  declared: readonly DeclaredInput[],
  words: CommandWords,
  unseen: UnseenByNx,
): InputsCoverage {
  const folders = declaredFolders(project, declared);
  const { routes, files, outside } = unseen;
  return {
    folders: folders.flatMap(({ path, isDeep }) => (isDeep ? path : [])),
    flatFolders: folders.flatMap(({ path, isDeep }) => (isDeep ? [] : path)),
    inPart: [posix.join(project.root, 'package.json'), 'tsconfig.base.json', 'tsconfig.json'],
    routes: [...new Set([...routes, ...files, ...outside, ...words.files, ...words.folders, ...words.outside])].sort(),
  };
}
