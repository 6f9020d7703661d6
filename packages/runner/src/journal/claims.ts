import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

import type { TrialTask } from '../model/trialTask.js';
import { journalFolder } from './journal.js';

/** How often a claim shows that its holder is alive, and after how long a silence the holder counts as dead. */
const beatMs = 2_000;
const deadAfterMs = 15_000;

/**
 * Marks the trials that this process computes, so that another run of Nx waits for them instead of computing them too,
 * and marks that this process is running at all.
 */
export interface Claims {
  /** Claims a trial. Returns false if another process is computing it. */
  take(task: TrialTask): boolean;
  release(task: TrialTask): void;
  /** Releases all remaining claims. */
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

/** Removes a journal once everything in it is in Nx's cache, unless another run is using it. */
export function forgetJournal(folder: string): void {
  if (!isInUse(folder)) rmSync(folder, { recursive: true, force: true });
}

/** Returns whether a run is computing trials of the journal's project. */
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

/** Creates a file that only one process can create. If the folder cannot be written, the trial itself will report it. */
function create(file: string): boolean {
  try {
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, holder(), { flag: 'wx' });
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EEXIST';
  }
}

/** A claim counts while its holder keeps touching it. A time in the future means that a clock was set back, and does not count. */
function isHeld(file: string): boolean {
  try {
    const isFresh = Math.abs(Date.now() - statSync(file).mtimeMs) < deadAfterMs;
    const [host, pid] = readFileSync(file, 'utf8').split(' ');
    return isFresh && (host !== hostname() || pid === undefined || isAlive(Number(pid)));
  } catch {
    return false;
  }
}

/** Replaces a dead claim: if several processes find it, only one of them creates the new one. */
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
    // Somebody removed the folder: the trial continues, and another run may compute it as well.
  }
}
