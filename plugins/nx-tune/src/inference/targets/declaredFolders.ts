import { posix } from 'node:path';

import type { DeclaredInput } from '@nx-tune/sweep';

import type { Project } from '../../study/project.js';

/** A folder of which declared inputs take every file, or that and every file of all folders below it. */
export interface DeclaredFolder {
  /** Relative to the workspace; empty for the workspace itself. */
  readonly path: string;
  readonly isDeep: boolean;
}

/** Finds the folders that declared inputs cover. The source of a project covers none: a test or an ignored file is not hashed. */
export function declaredFolders({ root }: Pick<Project, 'root'>, declared: readonly DeclaredInput[]): DeclaredFolder[] {
  const found = declared.flatMap((input): DeclaredFolder[] => {
    const [, base, stars] = (input.kind === 'files' && everyFile.exec(input.glob)) || [];
    if (input.kind !== 'files' || base === undefined) return [];
    const path = input.from === 'workspace' ? base : posix.join(root, base).replace(/^\.(\/|$)/, '');
    return [{ path, isDeep: stars !== '*' }];
  });
  const byKey = new Map(found.map((folder) => [JSON.stringify(folder), folder]));
  return [...byKey.keys()].toSorted().map((key) => byKey.get(key) as DeclaredFolder);
}

/** `data/*`, `data/**` and the like. */
const everyFile = /^([^*?[\]{}()!]*?)\/?((?:\*\*\/)?\*{1,2})$/;
