import { createProjectGraphAsync, type Tree } from '@nx/devkit';

import { outputFolder } from '../../constants.js';
import { ignoreOutputs } from '../init/ignoreOutputs.js';
import { correctSchemas } from './correctSchemas.js';
import { type ProjectSweepFile, projectSweepFiles } from './projectSweepFiles.js';
import { writeParamsTypes } from './writeParamsTypes.js';

/** Each brings one kind of file up to date, changes nothing that is, and says of each file what was not. */
const concerns: readonly ((tree: Tree, sweeps: readonly ProjectSweepFile[]) => readonly string[])[] = [
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

/** Brings what follows from sweep files up to date: `nx sync` writes it, `nx sync:check` fails where this changes a file. */
export async function sync(tree: Tree): Promise<SyncResult> {
  const sweeps = projectSweepFiles(await createProjectGraphAsync());
  return {
    outOfSyncMessage: 'Files that follow from sweep files are not up to date.',
    outOfSyncDetails: concerns.flatMap((concern) => concern(tree, sweeps)),
  };
}
