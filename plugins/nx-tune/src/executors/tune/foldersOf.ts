import type { PlannedTrial } from '@nx-tune/sweep';

import { trialDir } from '../../study/trialFolder.js';

/** Finds the folders of trials by their ids. */
export function foldersOf(trials: readonly PlannedTrial[], projectDir: string): (id: string) => string {
  const folders = new Map(trials.map((trial) => [trial.id, trialDir(projectDir, trial)]));
  return (id) => folders.get(id) ?? '';
}
