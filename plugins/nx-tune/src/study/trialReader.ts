import { statSync } from 'node:fs';
import { join } from 'node:path';

import type { TrialEntry } from '@nx-tune/report';
import { readTrial } from '@nx-tune/runner';
import {
  type AvailableResults,
  parseResult,
  type PlannedTrial,
  planSlot,
  type Search,
  type Slot,
  type TrialResult,
} from '@nx-tune/sweep';

import { outputFolder } from '../constants.js';
import { readReported } from './readReported.js';
import { readText } from './readText.js';
import { trialFolder } from './trialFolder.js';

/** What a trial's folder tells. */
export type FoundTrial = Pick<TrialEntry, 'result' | 'run' | 'curve'>;

/**
 * What stands in the folders of trials, as of the last look. A look asks for the time of each result and reads none; a
 * result is read when it is asked for, and again only when it has changed, since a sweep of a thousand trials is looked at
 * every second while it runs.
 */
export interface TrialReader extends Required<AvailableResults> {
  /** Whether any result has come, changed or gone since the last look. */
  look(): boolean;
  find(trial: PlannedTrial): FoundTrial | undefined;
}

interface Remembered {
  readonly stamp: string;
  readonly id: string;
  readonly found: FoundTrial | undefined;
}

export function createTrialReader(
  projectDir: string,
  search: Search,
  places: readonly (PlannedTrial | Slot)[],
): TrialReader {
  const folders = places.map((place) => join(projectDir, outputFolder, trialFolder(place)));
  const stamps = new Map<string, string>();
  const remembered = new Map<string, Remembered>();
  const find = (trial: PlannedTrial): FoundTrial | undefined => {
    const folder = join(projectDir, outputFolder, trialFolder(trial));
    const stamp = stamps.get(folder);
    if (stamp === undefined) return undefined;
    const known = remembered.get(folder);
    if (known?.stamp === stamp && known.id === trial.id) return known.found;
    const found = readFolder(folder, trial);
    remembered.set(folder, { stamp, id: trial.id, found });
    return found;
  };
  const inSlot = (slot: Slot): TrialResult | undefined => {
    const folder = join(projectDir, outputFolder, trialFolder(slot));
    const known = remembered.get(folder);
    if (known !== undefined && known.stamp === stamps.get(folder)) return known.found?.result;
    const result = parseResult(readText(join(folder, 'result.json')) ?? '');
    return result && find(planSlot(search, slot, result.params))?.result;
  };
  return {
    look: () => folders.map((folder) => renew(stamps, folder)).includes(true),
    find,
    ofTrial: (trial) => find(trial)?.result,
    inSlot,
  };
}

function renew(stamps: Map<string, string>, folder: string): boolean {
  const stamp = stampOf(join(folder, 'result.json'));
  if (stamp === stamps.get(folder)) return false;
  if (stamp === undefined) stamps.delete(folder);
  else stamps.set(folder, stamp);
  return true;
}

/** What changes whenever a file is written anew; undefined if there is none. */
export function stampOf(file: string): string | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats && `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
}

function readFolder(folder: string, { id, definition }: PlannedTrial): FoundTrial | undefined {
  const record = readTrial(folder, { id, ...definition });
  if (record.kind !== 'known') return undefined;
  const { result, run } = record;
  const curve = readReported(folder) ?? [];
  return { result, ...(run === undefined ? {} : { run }), ...(curve.length === 0 ? {} : { curve }) };
}
