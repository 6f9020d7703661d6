import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import writeFileAtomic from 'write-file-atomic';

const folderOf = (tuneDir: string, runId: string): string => join(tuneDir, 'dry-runs', runId);

/**
 * Remembers for what comes later in a dry run which trials Nx would have run, those that no cache knows, by their folders
 * below `tuneDir`. One process calls once.
 */
export function rememberPassedOver(tuneDir: string, runId: string, folders: readonly string[]): void {
  const folder = folderOf(tuneDir, runId);
  mkdirSync(folder, { recursive: true });
  writeFileAtomic.sync(join(folder, `${process.pid}-${Date.now()}.json`), JSON.stringify(folders));
}

/** The folders of the trials that a dry run has passed over so far. */
export function passedOver(tuneDir: string, runId: string): ReadonlySet<string> {
  const folder = folderOf(tuneDir, runId);
  return new Set(namesIn(folder).flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as string[]));
}

/** Nothing of dry runs is kept, but for the one that still goes on. */
export function forgetDryRuns(tuneDir: string, present?: string): void {
  const folder = join(tuneDir, 'dry-runs');
  for (const name of namesIn(folder))
    if (name !== present) rmSync(join(folder, name), { recursive: true, force: true });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
