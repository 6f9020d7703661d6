import { basename, dirname } from 'node:path';

import { workspaceRoot } from '@nx/devkit';
import { sweepFileGlob, sweepName } from '@nx-tune/search';
import { globWithWorkspaceContext } from 'nx/src/utils/workspace-context.js';

import { outputFolder } from '../constants.js';
import { readOwner } from '../inference/ownerProject.js';

/** A sweep file of a project. */
export interface SweepPlace {
  /** The project in whose folder it stands, named as inference names it. */
  readonly project: string;
  /** Of the project, relative to the workspace. */
  readonly root: string;
  /** The sweep file, relative to the workspace. */
  readonly file: string;
  /** Of the sweep. */
  readonly name: string;
}

/** All sweep files of projects that Nx sees, by project and name. No project graph is made: that would take a second or more. */
export async function sweepPlaces(): Promise<readonly SweepPlace[]> {
  const files = await globWithWorkspaceContext(workspaceRoot, [sweepFileGlob]);
  return files
    .filter((file) => !file.split('/').includes(outputFolder))
    .flatMap((file) => placeOf(file))
    .toSorted((a, b) => compare(a.project, b.project) || compare(a.name, b.name));
}

function placeOf(file: string): SweepPlace[] {
  const root = dirname(file);
  const owner = readOwner(workspaceRoot, root);
  return owner === undefined ? [] : [{ project: owner.name, root, file, name: sweepName(basename(file)) ?? '' }];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
