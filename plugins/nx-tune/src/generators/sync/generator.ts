import { createProjectGraphAsync, type Tree } from '@nx/devkit';

import { sweepPlaces, type SweepPlace } from './sweepPlaces.js';
import { writeParamsTypes } from './writeParamsTypes.js';

/** Each brings one kind of file up to date, and changes nothing that is. */
const concerns: readonly ((tree: Tree, sweeps: readonly SweepPlace[]) => void)[] = [writeParamsTypes];

interface Synced {
  readonly outOfSyncMessage: string;
}

/** Brings what follows from sweep files up to date: `nx sync` writes it, `nx sync:check` fails where this changes a file. */
export async function sync(tree: Tree): Promise<Synced> {
  const sweeps = sweepPlaces(await createProjectGraphAsync());
  for (const concern of concerns) concern(tree, sweeps);
  return { outOfSyncMessage: 'Files that follow from sweep files are not up to date.' };
}
