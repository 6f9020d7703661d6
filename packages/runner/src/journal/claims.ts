import { rmSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

import type { TrialTask } from '../model/trialTask.js';
import { endLeftovers } from '../processes/leftovers.js';
import { readIfThere } from '../trialFolder/readIfThere.js';
import { claimFile, createClaim, removeClaim } from './claimFile.js';
import { journalFolder } from './journalFolder.js';
import {
  createLeaseWatch,
  createToken,
  endLeaseOf,
  isOfThisPlace,
  isShared,
  type Lease,
  leasesIn,
  seemsHeld,
  takeLease,
} from './lease.js';
import { monotonicMs } from './monotonicMs.js';

/** The silence of a run after which another one takes its trials, and how often a run shows in that time that it is there. */
const defaultSilenceMs = 15_000;
const beats = 7;

/** The interval at which a run looks whether another one has come, and a new one whether it was seen. */
const lookMs = 50;

/**
 * Marks the trials that this process computes, so that another run of Nx waits for them instead of computing them too, and marks
 * that this process is running at all.
 *
 * A run that is alone writes nothing for a trial: it remembers what it claims. Whoever comes next shows itself by its lease, and
 * claims nothing before each other run shows by its own lease that it has seen that: it has written down its claims, and does so
 * from then on.
 */
export interface Claims {
  /** Claims a trial. Returns false if another process is computing it. */
  take(task: TrialTask): Promise<boolean>;
  /**
   * True if a trial that was claimed still is this process's. A process that was stopped for a while may find that another one
   * has taken its trials, and somebody may have removed the folder.
   */
  holds(task: TrialTask): boolean;
  release(task: TrialTask): void;
  /** True if no other run computes trials of this journal's project. */
  isAlone(folder: string): boolean;
  /** Releases all remaining claims. */
  close(): void;
  /** Begins the names of all attempts. */
  readonly run: string;
  /** A name for one attempt to compute a trial, which the processes of the attempt inherit. */
  attempt(task: TrialTask): string;
}

export interface ClaimOptions {
  readonly beatMs?: number;
  readonly silenceMs?: number;
  /** Called when trials that were claimed have gone to another process. */
  readonly onLost?: () => void;
}

/** The lease and the claims of this process in one journal. */
interface Held {
  readonly lease: Lease;
  /** The claims of trials, which are written only if the lease is shared. */
  readonly files: Set<string>;
  isShared: boolean;
  /** Resolves when each run that was there before has seen this one. */
  met: Promise<unknown>;
  /** By `monotonicMs`. */
  renewedMs: number;
}

export function createClaims({
  silenceMs = defaultSilenceMs,
  beatMs = silenceMs / beats,
  onLost,
}: ClaimOptions = {}): Claims {
  const run = createToken();
  const watch = createLeaseWatch(silenceMs);
  const held = new Map<string, Held>();
  /** Trials whose claims cannot be written: whoever computes them will hear why. */
  const unclaimable = new Set<string>();
  const ending = new Map<string, Promise<void>>();
  let [leases, attempts] = [0, 0];

  const heldIn = (folder: string): Held => {
    const before = held.get(folder);
    if (before !== undefined) return before;
    const lease = takeLease(folder, `${run}-${++leases}`);
    const known: Held = { lease, files: new Set(), isShared: false, met: Promise.resolve(), renewedMs: monotonicMs() };
    held.set(folder, known);
    known.met = meetOthers(folder, known);
    return known;
  };
  const meetOthers = async (folder: string, known: Held): Promise<void> => {
    const others = leasesIn(folder).filter((token) => token !== known.lease.token);
    const there = others.filter((token) => seemsHeld(folder, token, 4 * silenceMs));
    if (there.length > 0) share(known);
    await Promise.all(others.map((token) => (there.includes(token) ? seenBy(folder, token) : endOnce(folder, token))));
  };
  const seenBy = async (folder: string, token: string): Promise<void> => {
    while (!isShared(folder, token)) {
      if (!watch.isHeld(folder, token)) return endOnce(folder, token);
      await setTimeout(lookMs);
    }
  };
  /** Writes down what is claimed, and then that it is: no other run claims anything before that. */
  const share = (known: Held): void => {
    for (const file of known.files) writeFileSync(file, known.lease.token);
    known.isShared = known.lease.share();
  };
  const look = (): void => {
    for (const [folder, known] of held) {
      const isOther = (token: string): boolean => token !== known.lease.token && watch.isHeld(folder, token);
      if (!known.isShared && leasesIn(folder).some(isOther)) share(known);
    }
  };
  /** Forgets everything in a journal whose lease is lost. */
  const renew = (folder: string): boolean => {
    const known = held.get(folder);
    if (known === undefined) return false;
    known.renewedMs = monotonicMs();
    if (known.lease.renew()) return true;
    held.delete(folder);
    if (known.files.size > 0) onLost?.();
    return false;
  };
  const isFresh = ({ renewedMs }: Held): boolean => monotonicMs() - renewedMs < beatMs;
  const isLeased = (folder: string, known: Held): boolean => (isFresh(known) && known.lease.isThere()) || renew(folder);
  const holds = (task: TrialTask): boolean => {
    const [folder, file] = [journalFolder(task), claimFile(task)];
    if (unclaimable.has(file)) return true;
    const known = held.get(folder);
    if (known?.files.has(file) !== true || !isLeased(folder, known)) return false;
    return !known.isShared || readIfThere(file) === known.lease.token;
  };
  const endOnce = (folder: string, token: string): Promise<void> => {
    const promise = ending.get(token) ?? endRun(folder, token);
    ending.set(token, promise);
    return promise;
  };
  const take = async (task: TrialTask): Promise<boolean> => {
    if (holds(task)) return true;
    const [folder, file] = [journalFolder(task), claimFile(task)];
    const known = heldIn(folder);
    await known.met;
    if (held.get(folder) !== known || !isLeased(folder, known)) return take(task);
    if (known.files.has(file)) return true;
    if (known.isShared && !(await takeShared(folder, file, known.lease.token))) return false;
    known.files.add(file);
    return true;
  };
  const takeShared = async (folder: string, file: string, token: string): Promise<boolean> => {
    if (createClaim(file, token)) return true;
    const holder = readIfThere(file) ?? '';
    if (holder !== token) {
      if (watch.isHeld(folder, holder)) return false;
      await endOnce(folder, holder);
    }
    return removeClaim(file, holder) && createClaim(file, token);
  };
  const releaseAll = (): void => {
    for (const { lease, files, isShared } of held.values()) {
      if (isShared) for (const file of files) if (readIfThere(file) === lease.token) rmSync(file, { force: true });
      lease.end();
    }
    held.clear();
  };
  const timers = [setInterval(() => [...held.keys()].forEach(renew), beatMs), setInterval(quietly(look), lookMs)];
  timers.forEach((timer) => timer.unref());
  process.once('exit', releaseAll);
  return {
    run,
    attempt: (task) => `${held.get(journalFolder(task))?.lease.token ?? run}.${++attempts};`,
    take: (task) =>
      take(task).catch(() => {
        unclaimable.add(claimFile(task));
        return true;
      }),
    holds,
    isAlone: (folder) => {
      const known = held.get(folder);
      return known !== undefined && !known.isShared && isFresh(known);
    },
    release: (task) => {
      const [known, file] = [held.get(journalFolder(task)), claimFile(task)];
      unclaimable.delete(file);
      if (known?.files.delete(file) !== true || !known.isShared) return;
      if (known.lease.isThere()) rmSync(file, { force: true });
    },
    close: () => {
      timers.forEach(clearInterval);
      releaseAll();
      process.off('exit', releaseAll);
    },
  };
}

/** Ignores a failed write, which is tried again at the next look; until then no other run claims anything. */
const quietly = (action: () => void) => (): void => {
  try {
    action();
  } catch {
    // Tried again.
  }
};

/** Ends what a run has left that is gone or stopped: its lease, so that it notices when it wakes up, and its trials. */
async function endRun(folder: string, token: string): Promise<void> {
  const isHere = isOfThisPlace(folder, token);
  if (endLeaseOf(folder, token) && isHere) await endLeftovers(`${token}.`);
}

/** Removes a journal once everything in it is in Nx's cache, unless another run is using it. */
export function forgetJournal(folder: string): void {
  if (!isInUse(folder)) rmSync(folder, { recursive: true, force: true });
}

/** Returns whether a run is computing trials of the journal's project. */
export const isInUse = (folder: string): boolean =>
  leasesIn(folder).some((token) => seemsHeld(folder, token, 4 * defaultSilenceMs));
