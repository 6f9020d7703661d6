import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { sweepFileGlob, sweepName } from '@nx-tune/search';

import { outputFolder } from '../constants.js';
import { readOwner } from '../inference/ownerProject.js';
import { Mistake } from './mistake.js';
import { workspaceRoot } from './workspace.js';

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

/**
 * All sweep files of projects that Nx sees, by project and name. No project graph is made: that would take a second or more.
 * Throws a `Mistake` outside of a workspace, where Nx would look through whatever folder it is in.
 */
export async function sweepPlaces(): Promise<readonly SweepPlace[]> {
  if (!existsSync(join(workspaceRoot, 'nx.json')))
    throw new Mistake(`${workspaceRoot} is in no Nx workspace: neither it nor a folder above has an nx.json.`);
  const { globWithWorkspaceContext } = await import('nx/src/utils/workspace-context.js');
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
