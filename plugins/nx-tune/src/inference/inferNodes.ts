import { basename, dirname } from 'node:path';

import { sweepName } from '@nx-tune/sweep';
import type { CreateNodes } from '@nx/devkit';

import { outputFolder } from '../constants.js';
import { forgetImports } from '../imports/inferredClosure.js';
import { readProject } from '../study/project.js';
import { alteredDefaults } from './read/alteredDefaults.js';
import { forgetLinks } from './read/findLinks.js';
import { inferProjects } from './targets/inferProjects.js';
import { type ReadOptions, readOptions } from './read/readOptions.js';
import { readSweepPlan } from './read/readSweepPlan.js';
import type { SweepPlan } from './sweepPlan.js';
import { withoutSharedBudgets } from './read/withoutSharedBudgets.js';
import { withShards } from './read/withShards.js';
import { type ProjectPlans, withUnseen } from './read/withUnseen.js';

/**
 * Turns sweep files into projects. Nx calls this on every command, so it reads and computes but never runs user code.
 * A file with errors still gets a target, which reports them; throwing here would break every Nx command.
 */
export const inferNodes: CreateNodes[1] = (files, options, { workspaceRoot }) => {
  forgetImports();
  forgetLinks();
  const altered = alteredDefaults(workspaceRoot);
  const read =
    altered === undefined ? readOptions(workspaceRoot, options) : { ok: false as const, problems: [altered] };
  const sweepFiles = files.filter((file) => !file.split('/').includes(outputFolder));
  const folders = groupBy(sweepFiles.toSorted(), dirname);
  const planned = [...folders].map(([root, inFolder]) => planFolder(workspaceRoot, root, inFolder, read));
  return withUnseen(workspaceRoot, planned).map(
    ({ file, project, plans }) => [file, { projects: inferProjects(project, plans) }] as const,
  );
};

/** The sweeps of a folder, under the name of one of its sweep files. */
interface PlannedFolder extends ProjectPlans {
  readonly file: string;
}

function planFolder(
  workspaceRoot: string,
  root: string,
  files: readonly string[],
  options: ReadOptions,
): PlannedFolder {
  const [file = root] = files;
  const project = readProject(workspaceRoot, root);
  if (project === undefined) return { file, ...planOutsideProjects(root, files) };
  const byName = groupBy(files, (file) => sweepName(basename(file)) ?? '');
  const plans = [...byName].map(([name, sameName]): SweepPlan => {
    const [sweepFile = ''] = sameName;
    if (sameName.length > 1) return duplicateName(name, sameName);
    if (!options.ok) return { kind: 'invalid', name, file: basename(sweepFile), problems: options.problems };
    return withShards(readSafely(workspaceRoot, project, sweepFile, options.defaults), options.defaults);
  });
  return { file, project, plans: withoutSharedBudgets(root, plans) };
}

/** Whatever a workspace holds that reading did not expect, only this sweep must fail, not every command of Nx. */
function readSafely(...[workspaceRoot, project, file, defaults]: Parameters<typeof readSweepPlan>): SweepPlan {
  try {
    return readSweepPlan(workspaceRoot, project, file, defaults);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const problem = `${file}: what its trials depend on cannot be read: ${why}. Look for an unusual name, such as one with a backslash, or for a broken link.`;
    return { kind: 'invalid', name: sweepName(basename(file)) ?? '', file: basename(file), problems: [problem] };
  }
}

function duplicateName(name: string, files: readonly string[]): SweepPlan {
  const problem = `${files.join(' and ')}: two sweep files in one folder must not have the same name. Rename or remove one of them.`;
  return { kind: 'invalid', name, file: basename(files[0] ?? ''), problems: [problem] };
}

/** Plans a project named after its path, which cannot be mistaken for another; its target says what is missing. */
function planOutsideProjects(root: string, files: readonly string[]): ProjectPlans {
  const plans = files.map((file): SweepPlan => ({
    kind: 'invalid',
    name: sweepName(basename(file)) ?? '',
    file: basename(file),
    problems: [
      `${file}: a sweep file must be in the root folder of an Nx project, but ${root} is not one. Move the file, or add a project.json.`,
    ],
  }));
  return { project: { name: root, root, hasPackageJson: false }, plans };
}

/** `Map.groupBy`, which Node 20 does not have. */
function groupBy(items: readonly string[], keyOf: (item: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
