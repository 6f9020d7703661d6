import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { listNames } from '../study/listFiles.js';
import { readText } from '../study/readText.js';
import { writeDerived } from '../study/writeDerived.js';

const folderOf = (tuneDir: string, runId: string): string => join(tuneDir, 'dry-runs', runId);

/**
 * Remembers, for the later tasks of a dry run, the trials that Nx would have run because no cache has them, by their folders
 * below `tuneDir`. Each process calls this once.
 */
export function rememberPassedOver(tuneDir: string, runId: string, folders: readonly string[]): void {
  const folder = folderOf(tuneDir, runId);
  mkdirSync(folder, { recursive: true });
  writeDerived(join(folder, `${process.pid}-${Date.now()}.json`), JSON.stringify(folders));
}

/** The folders of the trials that a dry run has passed over. */
export function passedOver(tuneDir: string, runId: string): ReadonlySet<string> {
  const folder = folderOf(tuneDir, runId);
  const texts = listNames(folder).map((name) => readText(join(folder, name)) ?? '[]');
  return new Set(texts.flatMap((text) => JSON.parse(text) as string[]));
}

/** Removes what dry runs remembered, except the present one. */
export function forgetDryRuns(tuneDir: string, present?: string): void {
  const folder = join(tuneDir, 'dry-runs');
  for (const name of listNames(folder))
    if (name !== present) rmSync(join(folder, name), { recursive: true, force: true });
}
