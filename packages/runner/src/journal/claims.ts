import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { TrialTask } from '../model/trialTask.js';
import { endLeftovers } from '../processes/leftovers.js';
import { readIfThere } from '../trialFolder/readIfThere.js';
import { journalFolder } from './journal.js';
import {
  createLeaseWatch,
  createToken,
  endLeaseOf,
  isOfThisPlace,
  type Lease,
  leaseEnd,
  seemsHeld,
  takeLease,
} from './lease.js';
import { monotonicMs } from './monotonicMs.js';

/** After how long a silence of a run another one takes its trials, and how often a run shows that it is there in that time. */
const defaultSilenceMs = 15_000;
const beats = 7;

/**
 * Marks the trials that this process computes, so that another run of Nx waits for them instead of computing them too,
 * and marks that this process is running at all.
 */
export interface Claims {
  /** Claims a trial. Returns false if another process is computing it. */
  take(task: TrialTask): Promise<boolean>;
  /**
   * Whether a trial that was claimed still is this process's. A process that was stopped for a while may find that another one
   * has taken its trials, and somebody may have removed the folder.
   */
  holds(task: TrialTask): boolean;
  release(task: TrialTask): void;
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

export function createClaims({
  silenceMs = defaultSilenceMs,
  beatMs = silenceMs / beats,
  onLost,
}: ClaimOptions = {}): Claims {
  const run = createToken();
  const watch = createLeaseWatch(silenceMs);
  /** The lease in each journal, with the files of the trials that are claimed under it. */
  const held = new Map<string, Held>();
  /** Trials whose claims cannot be written: whoever computes them will hear why. */
  const unclaimable = new Set<string>();
  const ending = new Map<string, Promise<void>>();
  let [leases, attempts] = [0, 0];
  const heldIn = (folder: string): Held => {
    const known = held.get(folder) ?? {
      lease: takeLease(folder, `${run}-${++leases}`),
      files: new Set(),
      renewedMs: 0,
    };
    held.set(folder, known);
    return known;
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
  const beat = setInterval(() => [...held.keys()].forEach(renew), beatMs).unref();
  const holds = (task: TrialTask): boolean => {
    const [folder, file] = [journalFolder(task), claimFile(task)];
    if (unclaimable.has(file)) return true;
    const known = held.get(folder);
    if (known?.files.has(file) !== true) return false;
    const isFresh = monotonicMs() - known.renewedMs < beatMs && known.lease.isThere();
    const isLeased = isFresh || renew(folder);
    return isLeased && readIfThere(file) === known.lease.token;
  };
  const endOnce = (folder: string, token: string): Promise<void> => {
    const promise = ending.get(token) ?? endRun(folder, token);
    ending.set(token, promise);
    return promise;
  };
  const take = async (task: TrialTask): Promise<boolean> => {
    if (holds(task)) return true;
    const [folder, file] = [journalFolder(task), claimFile(task)];
    const { lease, files } = heldIn(folder);
    if (!create(file, lease.token)) {
      const holder = readIfThere(file) ?? '';
      if (holder !== lease.token) {
        if (watch.isHeld(folder, holder)) return false;
        await endOnce(folder, holder);
      }
      if (!removeClaim(file, holder) || !create(file, lease.token)) return false;
    }
    files.add(file);
    return true;
  };
  const releaseAll = (): void => {
    for (const { lease, files } of held.values()) {
      for (const file of files) if (readIfThere(file) === lease.token) rmSync(file, { force: true });
      lease.end();
    }
    held.clear();
  };
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
    release: (task) => {
      const [known, file] = [held.get(journalFolder(task)), claimFile(task)];
      unclaimable.delete(file);
      if (known?.files.delete(file) === true && known.lease.isThere()) rmSync(file, { force: true });
    },
    close: () => {
      clearInterval(beat);
      releaseAll();
      process.off('exit', releaseAll);
    },
  };
}

interface Held {
  readonly lease: Lease;
  readonly files: Set<string>;
  /** By `monotonicMs`. */
  renewedMs: number;
}

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
  listed(folder).some(
    (name) => name.endsWith(leaseEnd) && seemsHeld(folder, name.slice(0, -leaseEnd.length), 4 * defaultSilenceMs),
  );

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

const claimFile = (task: TrialTask): string => join(journalFolder(task), `${task.id}.claim`);

/** Creates a file, and returns whether no process had created it before. */
function create(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the claim of a run that is gone. If several processes find it, none of them removes the claim of another one of them. */
function removeClaim(file: string, holder: string): boolean {
  const aside = `${file}-${createToken()}`;
  try {
    renameSync(file, aside);
  } catch {
    return true;
  }
  const found = readIfThere(aside);
  rmSync(aside, { force: true });
  if (found === holder) return true;
  if (found !== undefined) create(file, found);
  return false;
}
