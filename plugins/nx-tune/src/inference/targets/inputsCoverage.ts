import { posix } from 'node:path';

import type { DeclaredInput } from '@nx-tune/sweep';

import type { Project } from '../../study/project.js';

/** How far the hash of trials reaches, beyond the list of its files. Everything is relative to the workspace. */
export interface InputsCoverage {
  /** Folders in which any new file is hashed; empty for the whole workspace. */
  readonly folders: readonly string[];
  /** Rules, as of a `.gitignore`, for files in these folders that are left out on purpose. */
  readonly leftOut: readonly string[];
  /** Files of which only a part is hashed. */
  readonly inPart: readonly string[];
}

/** Finds the folders that the source of a project and its declared inputs cover. */
export function inputsCoverage(
  project: Project,
  sourceFolders: readonly string[],
  ignored: readonly string[],
  declared: readonly DeclaredInput[],
): InputsCoverage {
  const within = (path: string): string => posix.join(project.root, path).replace(/^\.(\/|$)/, '');
  const bases = declared.flatMap((input) => {
    const base = input.kind === 'files' ? baseOf(input.glob) : undefined;
    return base === undefined || input.kind !== 'files' ? [] : [input.from === 'workspace' ? base : within(base)];
  });
  return {
    folders: [...new Set([...sourceFolders.map(within), ...bases])].sort(),
    leftOut: ignored.flatMap((glob) => expandBraces(glob)).map((glob) => `/${within(glob)}`),
    inPart: [within('package.json'), 'tsconfig.base.json', 'tsconfig.json'],
  };
}

/** The folder of a glob that takes every file in it, such as `data/*` and `data/**`. */
const baseOf = (glob: string): string | undefined => /^([^*?[\]{}()!]*?)\/?(?:\*\*\/)?\*{1,2}$/.exec(glob)?.[1];

/** `a.x` and `a.y` of `a.{x,y}`. */
function expandBraces(glob: string): string[] {
  const [, before = '', list, after = ''] = /^(.*?)\{([^{}]*)\}(.*)$/.exec(glob) ?? [];
  return list === undefined ? [glob] : list.split(',').flatMap((item) => expandBraces(`${before}${item}${after}`));
}
