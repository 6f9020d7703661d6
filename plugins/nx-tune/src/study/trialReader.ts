import { statSync } from 'node:fs';
import { join } from 'node:path';

import {
  type AvailableResults,
  type CostedResult,
  type PlannedTrial,
  type Search,
  type Slot,
  withCost,
} from '@nx-tune/sweep';

import { findEntry, type UnnumberedEntry } from './readEntry.js';
import { resultInSlot } from './resultsOnDisk.js';
import { trialDir } from './trialFolder.js';

/**
 * The entries in the folders of trials, as of the last look. A look asks for the time of each result and reads none; a
 * result is read when it is asked for, and again only when it has changed, since a sweep of a thousand trials is looked at
 * every second while it runs.
 */
export interface TrialReader extends Required<AvailableResults> {
  /** Reports whether any result has appeared, changed or gone since the last look. */
  look(): boolean;
  find(trial: PlannedTrial): UnnumberedEntry | undefined;
}

interface Remembered {
  readonly stamp: string;
  readonly id: string;
  readonly entry: UnnumberedEntry | undefined;
}

export function createTrialReader(
  projectDir: string,
  search: Search,
  positions: readonly (PlannedTrial | Slot)[],
): TrialReader {
  const folders = positions.map((position) => trialDir(projectDir, position));
  const stamps = new Map<string, string>();
  const remembered = new Map<string, Remembered>();
  const find = (trial: PlannedTrial): UnnumberedEntry | undefined => {
    const folder = trialDir(projectDir, trial);
    const stamp = stamps.get(folder);
    if (stamp === undefined) return undefined;
    const known = remembered.get(folder);
    if (known?.stamp === stamp && known.id === trial.id) return known.entry;
    const entry = findEntry(projectDir, trial, search.metric);
    remembered.set(folder, { stamp, id: trial.id, entry });
    return entry;
  };
  const costOf = (entry: UnnumberedEntry | undefined): CostedResult | undefined =>
    entry && withCost(search, entry.result, entry.run);
  const ofTrial = (trial: PlannedTrial): CostedResult | undefined => costOf(find(trial));
  const inSlot = (slot: Slot): CostedResult | undefined => {
    const folder = trialDir(projectDir, slot);
    const known = remembered.get(folder);
    if (known !== undefined && known.stamp === stamps.get(folder)) return costOf(known.entry);
    return resultInSlot(projectDir, search, slot, ofTrial);
  };
  return { look: () => folders.map((folder) => renew(stamps, folder)).includes(true), find, ofTrial, inSlot };
}

function renew(stamps: Map<string, string>, folder: string): boolean {
  const stamp = stampOf(join(folder, 'result.json'));
  if (stamp === stamps.get(folder)) return false;
  if (stamp === undefined) stamps.delete(folder);
  else stamps.set(folder, stamp);
  return true;
}

/** Distinguishes versions of a file by its inode, size and time. Undefined if the file does not exist. */
export function stampOf(file: string): string | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats && `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
}
