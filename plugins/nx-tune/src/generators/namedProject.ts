import { isTaskOf } from '@nx-tune/sweep';
import { getProjects, readJson, type Tree } from '@nx/devkit';

import { matchingProjects } from '../cli/arguments/matchingProjects.js';
import { listed, suggestion } from '../cli/arguments/resolveProject.js';

export interface NamedProject {
  /** The whole name, of which the word may be a part. */
  readonly name: string;
  readonly root: string;
}

/** Finds the project that a word means, as `nx tune` understands it, or says why it means none. */
export function namedProject(tree: Tree, word: string): NamedProject | { readonly mistake: string } {
  const roots = new Map([...getProjects(tree)].map(([name, { root }]) => [name, root]));
  // To Nx, a workspace's own package.json is not a project until something, such as a sweep file, makes it one.
  const own = tree.exists('package.json') ? readJson<{ name?: string }>(tree, 'package.json').name : undefined;
  if (own !== undefined && own === word && !roots.has(own)) return { name: own, root: '.' };
  const matching = matchingProjects([...roots.keys()].toSorted(), word);
  const [name, other] = matching;
  if (name === undefined) return { mistake: noProject([...roots.keys()].toSorted(), word) };
  if (other !== undefined)
    return {
      mistake: `"${word}" is part of the names of ${matching.length} projects. Name one of ${listed(matching)}.`,
    };
  return { name, root: roots.get(name) ?? '.' };
}

function noProject(names: readonly string[], word: string): string {
  const owner = names.find((name) => isTaskOf(name, word));
  if (owner !== undefined) return `"${word}" is a task of a sweep. Name the project that it belongs to: ${owner}.`;
  const remedy = names.length === 0 ? ' The workspace has no projects.' : suggestion(word, names);
  return `There is no project "${word}" with a project.json or package.json.${remedy}`;
}
