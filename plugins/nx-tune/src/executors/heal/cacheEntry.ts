import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { readTaskTrial, type TrialTask } from '@nx-tune/runner';

import { whyWrong } from './wrongTrials.js';

/** An entry of Nx's local cache: a folder, named after the hash of a task, in which the task's outputs lie as in the workspace. */
export interface CacheEntry {
  readonly hash: string;
  /** Absolute path. */
  readonly folder: string;
}

/** True if an entry holds a trial as the trial left it. */
export const isWhole = ({ folder }: CacheEntry, trial: TrialTask, root: string): boolean =>
  whyWrong(trial, join(folder, root), 'read') === undefined && existsSync(join(folder, root, 'result.json'));

/** Copies a trial from an entry into the workspace, if it was computed with these inputs. Returns whether it did. */
export function restoreFrom(entry: CacheEntry, trial: TrialTask, root: string, inputs: string | undefined): boolean {
  const from = join(entry.folder, root);
  const record = readTaskTrial({ ...trial, trialDir: from });
  if (inputs === undefined || record.kind !== 'known' || record.run?.inputs !== inputs) return false;
  rmSync(trial.trialDir, { recursive: true, force: true });
  cpSync(from, trial.trialDir, { recursive: true, verbatimSymlinks: true });
  return true;
}

/**
 * Puts what a trial left into the place of a wrong entry. To remove the entry would not do: Nx would fetch it again from a
 * remote cache, where nobody can remove it.
 */
export function repairEntry({ folder }: CacheEntry, { trialDir }: TrialTask, root: string): void {
  const aside = `${folder}-nx-tune-${process.pid}`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(dirname(join(aside, root)), { recursive: true });
  cpSync(trialDir, join(aside, root), { recursive: true, verbatimSymlinks: true });
  removeEntry({ folder });
  renameSync(aside, folder);
}

/** Nx takes an entry without a folder for none. */
export const removeEntry = ({ folder }: Pick<CacheEntry, 'folder'>): void =>
  rmSync(folder, { recursive: true, force: true });
