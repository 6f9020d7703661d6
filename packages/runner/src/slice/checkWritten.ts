import { lstatSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import type { Journal } from '../journal/journal.js';
import type { TrialTask } from '../model/trialTask.js';
import { changedFiles, type Fingerprint } from '../trialFolder/fingerprint.js';
import { writeTexts, type WrittenTrial } from '../trialFolder/trialFolder.js';

/** The result of comparing the folder of a finished trial with what was written there. */
export type CheckedTrial =
  | { readonly kind: 'same' }
  /** Another run has computed the trial meanwhile. */
  | { readonly kind: 'adopted'; readonly written: WrittenTrial }
  | { readonly kind: 'changed'; readonly files: readonly string[] };

export function checkWritten(task: TrialTask, { fingerprint }: WrittenTrial, journal: Journal): CheckedTrial {
  const files = changedFiles(task.trialDir, fingerprint);
  if (files.length === 0) return { kind: 'same' };
  const written = journal.adopt(task);
  return written === undefined ? { kind: 'changed', files } : { kind: 'adopted', written };
}

/**
 * Makes a folder again what it was, if everything that changed is what nx-tune wrote itself, or is new. Undefined if the
 * trial must be computed for that.
 */
export function writeAgain(
  { trialDir }: TrialTask,
  { result, texts, fingerprint }: WrittenTrial,
  changed: readonly string[],
): WrittenTrial | undefined {
  const isNew = (file: string): boolean => !fingerprint.has(file);
  if (!isFolder(trialDir) || !changed.every((file) => Object.hasOwn(texts, file) || isNew(file))) return undefined;
  try {
    for (const file of changed.filter(isNew)) rmSync(join(trialDir, file), { force: true });
    const lost = Object.fromEntries(Object.entries(texts).filter(([name]) => changed.includes(name)));
    const renewed: Fingerprint = new Map([...fingerprint, ...writeTexts(trialDir, lost)]);
    return { result, texts, fingerprint: renewed };
  } catch {
    return undefined;
  }
}

/** A link in the place of the folder is not followed. */
const isFolder = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
