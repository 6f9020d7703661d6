import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { sweepFileGlob, sweepName } from '@nx-tune/sweep';

import { outputFolder } from '../../constants.js';
import { Mistake } from '../../mistake.js';
import { readProject } from '../../study/project.js';
import type { SweepLocation } from '../../study/sweepLocation.js';

/**
 * All sweep files of projects that Nx sees, by project and name. No project graph is made, since that takes a second or
 * more. Throws a `Mistake` outside of a workspace, where Nx would search whatever folder it is in.
 */
export async function locateSweeps(workspaceRoot: string): Promise<readonly SweepLocation[]> {
  if (!existsSync(join(workspaceRoot, 'nx.json')))
    throw new Mistake(`${workspaceRoot} is not in an Nx workspace: neither it nor a folder above has an nx.json.`);
  const { globWithWorkspaceContext } = await import('nx/src/utils/workspace-context.js');
  const files = await globWithWorkspaceContext(workspaceRoot, [sweepFileGlob]);
  return files
    .filter((file) => !file.split('/').includes(outputFolder))
    .flatMap((file) => locationOf(workspaceRoot, file))
    .toSorted((a, b) => compare(a.project, b.project) || compare(a.name, b.name));
}

function locationOf(workspaceRoot: string, file: string): SweepLocation[] {
  const root = dirname(file);
  const project = readProject(workspaceRoot, root);
  return project === undefined ? [] : [{ project: project.name, root, file, name: sweepName(basename(file)) ?? '' }];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
