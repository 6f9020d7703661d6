import { join, relative } from 'node:path';

import type {
  CreateDependencies,
  CreateDependenciesContext,
  DependencyType,
  RawProjectGraphDependency,
} from '@nx/devkit';

import { tuneExecutor } from '../constants.js';
import type { ImportEdge } from './importClosure.js';
import { inferredClosure } from './inferredClosure.js';
import type { Loader } from './loader.js';

/** Loading `@nx/devkit` for this value of an enum would slow every Nx command by a fifth of a second. */
// oxlint-disable-next-line typescript/no-unsafe-enum-assignment
const staticDependency = 'static' as DependencyType.static;

/**
 * Informs Nx which projects and npm packages objectives import. Nx finds them itself only if its own analysis is on; without
 * this, a changed library would neither affect a sweep nor run its trials again.
 */
export const importDependencies: CreateDependencies = (_, context) => {
  const edges = entriesOf(context).flatMap(
    ({ entries, loader }) => inferredClosure(context.workspaceRoot, entries, loader).edges,
  );
  const projectOf = projectFinder(context);
  const knownFiles = new Set(
    Object.values(context.fileMap.projectFileMap).flatMap((files) => files.map(({ file }) => file)),
  );
  const dependencies = edges.flatMap((edge) => toDependency(edge, context, projectOf, knownFiles));
  return [...new Map(dependencies.map((dependency) => [JSON.stringify(dependency), dependency])).values()];
};

/** The files that each objective starts with, and the program that loads them. */
function entriesOf({ projects, workspaceRoot }: CreateDependenciesContext): { entries: string[]; loader: Loader }[] {
  return Object.values(projects).flatMap(({ root, targets = {} }) =>
    Object.values(targets).flatMap(({ executor, options, metadata }) => {
      const loader = loaderOf(metadata);
      if (executor !== tuneExecutor || loader === undefined) return [];
      const { entries = [] } = (options ?? {}) as { entries?: string[] };
      return { entries: entries.map((entry) => join(workspaceRoot, root, entry)), loader };
    }),
  );
}

/** Metadata is not hashed, so the loader is there. */
const loaderOf = (metadata: unknown): Loader | undefined =>
  (metadata as { sweep?: { loader?: Loader } } | undefined)?.sweep?.loader;

type FindProject = (file: string) => string | undefined;

function toDependency(
  { from, to }: ImportEdge,
  context: CreateDependenciesContext,
  projectOf: FindProject,
  knownFiles: ReadonlySet<string>,
): RawProjectGraphDependency[] {
  const sourceFile = relative(context.workspaceRoot, from).replaceAll('\\', '/');
  const source = projectOf(sourceFile);
  const target =
    to.kind === 'file'
      ? projectOf(relative(context.workspaceRoot, to.path).replaceAll('\\', '/'))
      : externalNode(to.name, to.version, context);
  if (source === undefined || target === undefined || source === target || !knownFiles.has(sourceFile)) return [];
  return [{ source, target, sourceFile, type: staticDependency }];
}

function externalNode(
  name: string,
  version: string,
  { externalNodes = {} }: CreateDependenciesContext,
): string | undefined {
  return [`npm:${name}@${version}`, `npm:${name}`].find((node) => Object.hasOwn(externalNodes, node));
}

/** Finds the project whose root is the nearest folder above a file. Trials own no files. */
function projectFinder({ projects }: CreateDependenciesContext): FindProject {
  const names = new Map(Object.entries(projects).map(([name, { root }]) => [root, name]));
  return (file) => {
    if (file.startsWith('..')) return undefined;
    const parts = file.split('/').slice(0, -1);
    for (let length = parts.length; length > 0; length--) {
      const name = names.get(parts.slice(0, length).join('/'));
      if (name !== undefined) return name;
    }
    return names.get('.');
  };
}
