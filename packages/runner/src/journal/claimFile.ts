import { linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { TrialTask } from '../model/trialTask.js';
import { readIfThere } from '../trialFolder/readIfThere.js';
import { journalFolder } from './journalFolder.js';
import { createToken } from './lease.js';

/** The file that says which run computes a trial. */
export const claimFile = (task: TrialTask): string => join(journalFolder(task), `${task.id}.claim`);

/**
 * Creates a claim, and returns whether no process had created it before. It appears with its text: a claim that is still empty would look
 * like that of a run that is gone.
 */
export function createClaim(file: string, token: string): boolean {
  const whole = `${file}-${createToken()}`;
  try {
    writeFileSync(whole, token);
    return unlessThere(
      () => linkSync(whole, file),
      () => writeFileSync(file, token, { flag: 'wx' }),
    );
  } finally {
    rmSync(whole, { force: true });
  }
}

/** Returns false if there is such a file. A file system without hard links needs another way. */
function unlessThere(create: () => void, otherwise?: () => void): boolean {
  try {
    create();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    if (otherwise === undefined) throw error;
    return unlessThere(otherwise);
  }
}

/** Removes the claim of a run that is gone. If several processes find it, none of them removes the claim of another one of them. */
export function removeClaim(file: string, holder: string): boolean {
  const aside = `${file}-${createToken()}`;
  try {
    renameSync(file, aside);
  } catch {
    return true;
  }
  const found = readIfThere(aside);
  rmSync(aside, { force: true });
  if (found === holder) return true;
  if (found !== undefined) createClaim(file, found);
  return false;
}
