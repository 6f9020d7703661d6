import { createProjectGraphAsync, type Tree } from '@nx/devkit';

import { outputFolder } from '../../constants.js';
import { ignoreOutputs } from '../init/ignoreOutputs.js';
import { keepInside } from '../keepInside.js';
import { correctSchemas } from './correctSchemas.js';
import { type ProjectSweepFile, projectSweepFiles } from './projectSweepFiles.js';
import { writeParamsTypes } from './writeParamsTypes.js';

/** Each step brings one kind of file up to date, and names each file that was out of date. */
const steps: readonly ((tree: Tree, sweeps: readonly ProjectSweepFile[]) => readonly string[])[] = [
  writeParamsTypes,
  correctSchemas,
  (tree, sweeps) => (sweeps.length > 0 && ignoreOutputs(tree) !== undefined ? [notIgnored] : []),
];

const notIgnored = `.gitignore: ${outputFolder}/ is not ignored`;

interface SyncResult {
  readonly outOfSyncMessage: string;
  /** Shown by `nx sync:check`. */
  readonly outOfSyncDetails: string[];
}

/** Updates the files derived from sweep files: `nx sync` writes them, `nx sync:check` fails if one would change. */
export async function sync(tree: Tree): Promise<SyncResult> {
  const sweeps = projectSweepFiles(await createProjectGraphAsync());
  const outOfSyncDetails = steps.flatMap((step) => step(tree, sweeps));
  keepInside(tree);
  return { outOfSyncMessage: 'Files derived from sweep files are out of date.', outOfSyncDetails };
}
