import { posix } from 'node:path';

import { offsetFromRoot, readJson, type Tree } from '@nx/devkit';

import type { ProjectFacts } from './draftSweep.js';

interface Manifest {
  readonly name?: string;
  readonly type?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const manifest = (tree: Tree, root: string): Manifest | undefined => {
  const path = posix.join(root, 'package.json');
  return tree.exists(path) ? readJson<Manifest>(tree, path) : undefined;
};

/** Gathers the facts that decide in which language an example is written. */
export function projectFacts(tree: Tree, root: string): ProjectFacts {
  const folders = [...new Set([root, '.'])];
  const manifests = folders.flatMap((folder) => manifest(tree, folder) ?? []);
  return {
    hasTypescript:
      folders.some((folder) => tree.children(folder).some((file) => /^tsconfig.*\.json$/.test(file))) ||
      manifests.some(({ dependencies, devDependencies }) => 'typescript' in { ...dependencies, ...devDependencies }),
    isModule: manifests[0]?.type === 'module',
    toRoot: offsetFromRoot(root),
  };
}
