import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

import type { TrialTask } from '../model/trialTask.js';
import { journalFolder } from './journal.js';

/** How often a claim shows that its holder lives, and after which silence it is taken for dead. */
const beatMs = 2_000;
const deadAfterMs = 15_000;

/**
 * The trials that this process computes, so that another run of Nx waits for them instead of computing them too; and
 * the sign that it is there at all.
 */
export interface Claims {
  /** Whether the trial is this process's now; if not, another one is at it. */
  take(task: TrialTask): boolean;
  release(task: TrialTask): void;
  /** Releases all that are left. */
  close(): void;
}

export function createClaims(): Claims {
  const held = new Set<string>();
  const beat = setInterval(() => held.forEach(touch), beatMs).unref();
  const release = (file: string): void => {
    held.delete(file);
    rmSync(file, { force: true });
  };
  const releaseAll = (): void => held.forEach(release);
  process.once('exit', releaseAll);
  return {
    take: (task) => {
      const file = claimFile(task);
      if (held.has(file)) return true;
      const presence = join(journalFolder(task), `${hostname()}-${process.pid}.run`);
      if (!held.has(presence) && create(presence)) held.add(presence);
      if (!create(file) && (isHeld(file) || !replace(file))) return false;
      held.add(file);
      return true;
    },
    release: (task) => release(claimFile(task)),
    close: () => {
      clearInterval(beat);
      releaseAll();
      process.off('exit', releaseAll);
    },
  };
}

/**
 * Removes a journal when it has done its work: whatever it knows is in Nx's cache. Not while another run looks into it.
 */
export function forgetJournal(folder: string): void {
  if (!isInUse(folder)) rmSync(folder, { recursive: true, force: true });
}

/** Whether a run that computes trials of the journal's project is going on. */
export const isInUse = (folder: string): boolean =>
  listed(folder).some((name) => /\.(run|claim)$/.test(name) && isHeld(join(folder, name)));

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

const claimFile = (task: TrialTask): string => join(journalFolder(task), `${task.id}.claim`);
const holder = (): string => `${hostname()} ${process.pid}`;

/** A file that one process alone can create. A folder that cannot be written is found out by the trial itself. */
function create(file: string): boolean {
  try {
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, holder(), { flag: 'wx' });
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EEXIST';
  }
}

/** A claim counts while its holder beats. A time in the future is a clock that was set back, and says nothing. */
function isHeld(file: string): boolean {
  try {
    const isFresh = Math.abs(Date.now() - statSync(file).mtimeMs) < deadAfterMs;
    const [host, pid] = readFileSync(file, 'utf8').split(' ');
    return isFresh && (host !== hostname() || pid === undefined || isAlive(Number(pid)));
  } catch {
    return false;
  }
}

/** Of several that find the same dead claim, one creates the new one. */
function replace(file: string): boolean {
  rmSync(file, { force: true });
  return create(file);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function touch(file: string): void {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {
    // Somebody removed the folder: the trial goes on, and another run may compute it too.
  }
}
