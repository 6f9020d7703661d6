import { relative } from 'node:path';

import type {
  CreateDependencies,
  CreateDependenciesContext,
  DependencyType,
  RawProjectGraphDependency,
} from '@nx/devkit';

import { tuneExecutor } from '../constants.js';
import { importClosure, type ImportEdge } from './importClosure.js';

/** To load `@nx/devkit` for this value of an enum would take a fifth of a second of every command of Nx. */
// oxlint-disable-next-line typescript/no-unsafe-enum-assignment
const staticDependency = 'static' as DependencyType.static;

/**
 * Tells Nx which projects and npm packages objectives import. Nx finds this out itself only where its own analysis is
 * on; without it a changed library would neither be affected nor run a trial again.
 */
export const createDependencies: CreateDependencies = (_, context) => {
  const closure = importClosure(entriesOf(context));
  const project = projectFinder(context);
  const known = new Set(
    Object.values(context.fileMap.projectFileMap).flatMap((files) => files.map(({ file }) => file)),
  );
  const found = closure.edges.flatMap((edge) => toDependency(edge, context, project, known));
  return [...new Map(found.map((dependency) => [JSON.stringify(dependency), dependency])).values()];
};

function entriesOf({ projects, workspaceRoot }: CreateDependenciesContext): string[] {
  const sweeps = Object.values(projects).flatMap(({ root, targets = {} }) =>
    Object.values(targets).flatMap(({ executor, options }) =>
      executor === tuneExecutor
        ? ((options as { entries?: string[] } | undefined)?.entries ?? []).map(
            (entry) => `${workspaceRoot}/${root}/${entry}`,
          )
        : [],
    ),
  );
  return [...new Set(sweeps)];
}

type FindProject = (file: string) => string | undefined;

function toDependency(
  { from, to }: ImportEdge,
  context: CreateDependenciesContext,
  project: FindProject,
  known: ReadonlySet<string>,
): RawProjectGraphDependency[] {
  const sourceFile = relative(context.workspaceRoot, from).replaceAll('\\', '/');
  const source = project(sourceFile);
  const target =
    to.kind === 'file'
      ? project(relative(context.workspaceRoot, to.path).replaceAll('\\', '/'))
      : external(to.name, to.version, context);
  if (source === undefined || target === undefined || source === target || !known.has(sourceFile)) return [];
  return [{ source, target, sourceFile, type: staticDependency }];
}

function external(
  name: string,
  version: string,
  { externalNodes = {} }: CreateDependenciesContext,
): string | undefined {
  return [`npm:${name}@${version}`, `npm:${name}`].find((node) => Object.hasOwn(externalNodes, node));
}

/** The project whose root is the nearest folder above a file. Trials have no files. */
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
