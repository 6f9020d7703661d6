import { posix } from 'node:path';

import type { DeclaredInput } from '@nx-tune/sweep';

import type { UnseenByNx } from '../../imports/unseenByNx.js';
import type { Project } from '../../study/project.js';
import type { CommandWords } from '../read/commandWords.js';

/** How far the hash of trials reaches, beyond the list of its files. Everything is relative to the workspace. */
export interface InputsCoverage {
  /** Folders in which any new file is hashed, whatever its name and whether git ignores it; empty for the whole workspace. */
  readonly folders: readonly string[];
  /** Files of which only a part is hashed, unless they are imported. */
  readonly inPart: readonly string[];
  /** Paths, some without extension, of which each link on the way counts. */
  readonly routes: readonly string[];
}

/** Finds the folders that declared inputs cover. The source of a project covers none: a test or an ignored file is not hashed. */
export function inputsCoverage(
  { root }: Project,
  declared: readonly DeclaredInput[],
  { files, folders, outside }: CommandWords,
  unseen: UnseenByNx,
): InputsCoverage {
  const within = (path: string): string => posix.join(root, path).replace(/^\.(\/|$)/, '');
  const bases = declared.flatMap((input) => {
    const base = input.kind === 'files' ? baseOf(input.glob) : undefined;
    return base === undefined || input.kind !== 'files' ? [] : [input.from === 'workspace' ? base : within(base)];
  });
  return {
    folders: [...new Set(bases)].sort(),
    inPart: [within('package.json'), 'tsconfig.base.json', 'tsconfig.json'],
    routes: [
      ...new Set([...unseen.routes, ...unseen.files, ...unseen.outside, ...files, ...folders, ...outside]),
    ].sort(),
  };
}

/** The folder of a glob that takes every file in it, such as `data/*` and `data/**`. */
const baseOf = (glob: string): string | undefined => /^([^*?[\]{}()!]*?)\/?(?:\*\*\/)?\*{1,2}$/.exec(glob)?.[1];
