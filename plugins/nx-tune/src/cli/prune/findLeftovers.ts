import { lstatSync } from 'node:fs';
import { join, posix } from 'node:path';

import { outputFolder } from '../../constants.js';
import { listFiles, listNames } from '../../study/listFiles.js';

/** Something under `.tune` that no sweep asks for. */
export interface Leftover {
  /** Relative to the workspace. */
  readonly path: string;
  readonly kind: 'trial' | 'proposal' | 'decision' | 'inputs' | 'sweep' | 'scripts';
  readonly bytes: number;
}

/** The paths and names that sweeps ask for. */
export interface AskedFor {
  /** Relative to the workspace. */
  readonly paths: ReadonlySet<string>;
  /** Names of sweeps. */
  readonly sweeps: ReadonlySet<string>;
}

/** Folders of `.tune`, by what they hold. Journals of runs, and folders that nx-tune did not make, are not among them. */
const byTask: { readonly [folder: string]: Leftover['kind'] } = {
  trials: 'trial',
  slots: 'trial',
  asks: 'proposal',
  promotions: 'decision',
  gates: 'decision',
  inputs: 'inputs',
};
const bySweep: { readonly [folder: string]: Leftover['kind'] } = { slurm: 'scripts', replay: 'sweep' };

/** Finds what is in the `.tune` of a project and is not asked for. Links are not followed; a link in one of the folders counts as itself. */
export function findLeftovers(workspaceRoot: string, root: string, { paths, sweeps }: AskedFor): readonly Leftover[] {
  const output = posix.join(root, outputFolder);
  const within = (folder: string): string[] =>
    isFolder(join(workspaceRoot, folder))
      ? listNames(join(workspaceRoot, folder)).map((name) => posix.join(folder, name))
      : [];
  if (!isFolder(join(workspaceRoot, output))) return [];
  const leftover =
    (kind: Leftover['kind']) =>
    (path: string): Leftover => ({
      path,
      kind,
      bytes: sizeOf(join(workspaceRoot, path)),
    });
  const isGone = (path: string): boolean => !sweeps.has(posix.basename(path));
  return [
    ...Object.entries(byTask).flatMap(([folder, kind]) =>
      within(posix.join(output, folder))
        .filter((path) => !paths.has(path))
        .map(leftover(kind)),
    ),
    ...Object.entries(bySweep).flatMap(([folder, kind]) =>
      within(posix.join(output, folder)).filter(isGone).map(leftover(kind)),
    ),
    ...within(output)
      .filter((path) => isGone(path) && isOfSweep(join(workspaceRoot, path)))
      .map(leftover('sweep')),
  ];
}

const isFolder = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** True if a folder was written by a gathered sweep or its report. */
const isOfSweep = (path: string): boolean =>
  isFolder(path) && listNames(path).some((name) => ['trials.json', 'report.html'].includes(name));

function sizeOf(path: string): number {
  const stats = lstatSync(path);
  return stats.isDirectory() ? listFiles(path).reduce((sum, { bytes }) => sum + bytes, 0) : stats.size;
}
