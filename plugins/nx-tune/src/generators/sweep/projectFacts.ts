import { posix } from 'node:path';

import { isTaskOf } from '@nx-tune/sweep';
import { getProjects, offsetFromRoot, readJson, type Tree } from '@nx/devkit';

import type { ProjectFacts } from './draftSweep.js';

/** Finds the folder of a project by its name, or says why there is none. */
export function findProjectRoot(tree: Tree, project: string): { readonly root: string } | { readonly mistake: string } {
  const projects = getProjects(tree);
  const found = projects.get(project)?.root;
  if (found !== undefined) return { root: found };
  // To Nx, a workspace's own package.json is not a project until something, such as a sweep file, makes it one.
  if (manifest(tree, '.')?.name === project) return { root: '.' };
  const names = [...projects.keys()].toSorted();
  const owner = names.find((name) => isTaskOf(name, project));
  if (owner !== undefined)
    return { mistake: `"${project}" is a task of a sweep. Name the project that it belongs to: ${owner}.` };
  return {
    mistake: `There is no project "${project}" with a project.json or package.json. ${names.length === 0 ? 'The workspace has no projects' : `Name one of ${names.slice(0, 20).join(', ')}`}.`,
  };
}

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
