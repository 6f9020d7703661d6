import { basename, dirname } from 'node:path';

import { sweepFileGlob, sweepName } from '@nx-tune/sweep';
import type { CreateNodes, CreateNodesResult } from '@nx/devkit';

import { outputFolder } from '../constants.js';
import { forgetResolutions } from '../imports/resolveImport.js';
import { forgetPythonImports } from '../imports/resolvePythonImport.js';
import { readProject } from '../study/project.js';
import { inferProjects } from './targets/inferProjects.js';
import { type ReadOptions, readOptions } from './read/readOptions.js';
import { readSweepPlan } from './read/readSweepPlan.js';
import type { SweepPlan } from './sweepPlan.js';
import { withShards } from './read/withShards.js';

/**
 * From sweep files to projects. Nx calls this on every command, so it reads and computes but never runs user code,
 * and a mistake in a sweep file becomes a target that tells it: a throw here would break every command.
 */
export const createNodes: CreateNodes = [
  sweepFileGlob,
  (files, options, { workspaceRoot }) => {
    forgetResolutions();
    forgetPythonImports();
    const read = readOptions(workspaceRoot, options);
    const own = files.filter((file) => !file.split('/').includes(outputFolder));
    const folders = groupBy(own.toSorted(), dirname);
    return [...folders].map(
      ([root, inFolder]) => [inFolder[0] ?? root, nodesOfFolder(workspaceRoot, root, inFolder, read)] as const,
    );
  },
];

function nodesOfFolder(
  workspaceRoot: string,
  root: string,
  files: readonly string[],
  options: ReadOptions,
): CreateNodesResult {
  const owner = readProject(workspaceRoot, root);
  if (owner === undefined) return outsideOfProjects(root, files);
  const byName = groupBy(files, (file) => sweepName(basename(file)) ?? '');
  const plans = [...byName].map(([name, same]): SweepPlan => {
    const [file = ''] = same;
    if (same.length > 1) return twoOfOneName(name, same);
    if (!options.ok) return { kind: 'broken', name, file: basename(file), problems: options.problems };
    return withShards(readSweepPlan(workspaceRoot, owner, file, options.defaults), options.defaults);
  });
  return { projects: inferProjects(owner, plans) };
}

function twoOfOneName(name: string, files: readonly string[]): SweepPlan {
  const problem = `${files.join(' and ')}: two sweep files of one folder must not have the same name. Rename or remove one of them.`;
  return { kind: 'broken', name, file: basename(files[0] ?? ''), problems: [problem] };
}

/** A project whose name is its path: it cannot be taken for another, and its target says what is missing. */
function outsideOfProjects(root: string, files: readonly string[]): CreateNodesResult {
  const plans = files.map((file): SweepPlan => ({
    kind: 'broken',
    name: sweepName(basename(file)) ?? '',
    file: basename(file),
    problems: [
      `${file}: a sweep file stands in the root folder of an Nx project, but ${root} is none. Move it, or add a project.json.`,
    ],
  }));
  return { projects: inferProjects({ name: root, root, hasPackageJson: false }, plans) };
}

/** `Map.groupBy`, which Node 20 does not have. */
function groupBy(items: readonly string[], keyOf: (item: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
