import { join } from 'node:path';

import { forgetJournal, journaledTrials } from '@nx-tune/runner';
import { cacheDir } from 'nx/src/utils/cache-directory.js';

import { outputFolder, recomputeVariable } from '../../constants.js';
import { hasOtherRuns } from '../../run/turn/hasOtherRuns.js';
import { unstoredTrials } from '../../run/unstoredTrials.js';
import { readSettled } from '../../study/readSettled.js';
import { foldersOf } from './foldersOf.js';
import type { GatheredTrials } from './gatherTrials.js';
import type { SweepOfTask } from './sweepOfTask.js';

/**
 * Removes the journal once Nx's cache has everything that is in it. Returns the notice that it does not, if so: Nx has stored the
 * trials by now, if it can, since it does so before it starts the tasks that depend on them.
 */
export async function forgetStored(
  { location, projectDir }: SweepOfTask,
  gathered: GatheredTrials,
  isWhole: boolean,
  workspaceRoot: string,
): Promise<string[]> {
  const journal = join(projectDir, outputFolder, 'journal');
  const isAlone = !hasOtherRuns(workspaceRoot);
  // Nx removes an entry before it writes it again, as another run may be doing at this moment.
  const unstored = await readSettled(
    () => unstoredOf(gathered, journal, location.root, workspaceRoot),
    (found) => found !== undefined && !isAlone,
  );
  // After a crash the journal is kept, since the sweep file may change in a way that the journal survives, such as `on_crash`.
  // What was put right is in the journal, in case that the cache does not have it.
  const isStored = isWhole && unstored === undefined && gathered.computed === 0;
  if (isStored && !hasOtherRuns(workspaceRoot)) forgetJournal(journal);
  return unstored === undefined ? [] : [unstored];
}

/** With `--skip-nx-cache`, Nx stores nothing, and that is meant. */
function unstoredOf(
  { report, trials }: GatheredTrials,
  journal: string,
  root: string,
  workspaceRoot: string,
): string | undefined {
  if (process.env[recomputeVariable] === 'true') return undefined;
  const folders = foldersOf(trials, root);
  const journaled = journaledTrials(journal);
  const toStore = report.trials
    .filter(({ executed, result }) => executed === true || journaled.has(result.id))
    .map((trial) => ({ ...trial, folder: folders(trial.result.id).replaceAll('\\', '/') }));
  return unstoredTrials(toStore, { workspaceRoot, cacheFolder: cacheDir });
}
