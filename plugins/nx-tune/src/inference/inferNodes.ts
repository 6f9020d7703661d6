import { basename, dirname } from 'node:path';

import { sweepName } from '@nx-tune/sweep';
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
 * Turns sweep files into projects. Nx calls this on every command, so it reads and computes but never runs user code.
 * A file with errors still gets a target, which reports them; throwing here would break every Nx command.
 */
export const inferNodes: CreateNodes[1] = (files, options, { workspaceRoot }) => {
  forgetResolutions();
  forgetPythonImports();
  const read = readOptions(workspaceRoot, options);
  const sweepFiles = files.filter((file) => !file.split('/').includes(outputFolder));
  const folders = groupBy(sweepFiles.toSorted(), dirname);
  return [...folders].map(
    ([root, inFolder]) => [inFolder[0] ?? root, inferFolder(workspaceRoot, root, inFolder, read)] as const,
  );
};

function inferFolder(
  workspaceRoot: string,
  root: string,
  files: readonly string[],
  options: ReadOptions,
): CreateNodesResult {
  const project = readProject(workspaceRoot, root);
  if (project === undefined) return inferOutsideProjects(root, files);
  const byName = groupBy(files, (file) => sweepName(basename(file)) ?? '');
  const plans = [...byName].map(([name, sameName]): SweepPlan => {
    const [file = ''] = sameName;
    if (sameName.length > 1) return duplicateName(name, sameName);
    if (!options.ok) return { kind: 'invalid', name, file: basename(file), problems: options.problems };
    return withShards(readSweepPlan(workspaceRoot, project, file, options.defaults), options.defaults);
  });
  return { projects: inferProjects(project, plans) };
}

function duplicateName(name: string, files: readonly string[]): SweepPlan {
  const problem = `${files.join(' and ')}: two sweep files in one folder must not have the same name. Rename or remove one of them.`;
  return { kind: 'invalid', name, file: basename(files[0] ?? ''), problems: [problem] };
}

/** Infers a project named after its path, which cannot be mistaken for another; its target says what is missing. */
function inferOutsideProjects(root: string, files: readonly string[]): CreateNodesResult {
  const plans = files.map((file): SweepPlan => ({
    kind: 'invalid',
    name: sweepName(basename(file)) ?? '',
    file: basename(file),
    problems: [
      `${file}: a sweep file must be in the root folder of an Nx project, but ${root} is not one. Move the file, or add a project.json.`,
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
