import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

import { namesIn } from '../trialFolder/namesIn.js';
import { readIfThere } from '../trialFolder/readIfThere.js';
import { processIdentity, type ProcessIdentity, processState } from '../processes/processIdentity.js';
import { monotonicMs } from './monotonicMs.js';

/** A file by which a run shows that it is there: it writes a number into it, again and again. */
export interface Lease {
  readonly token: string;
  /** Shows that the run is there. Returns false if the lease is not there any more: another run took it, or somebody removed it. */
  renew(): boolean;
  isThere(): boolean;
  /** Shows from now on that the run writes a file for each claim. Returns false if the lease is not there any more. */
  share(): boolean;
  end(): void;
}

const leaseEnd = '.run';
const fileOf = (folder: string, token: string): string => join(folder, `${token}${leaseEnd}`);

/** Each name is used once, so a lease that is lost cannot come back. */
export const createToken = (): string => randomBytes(10).toString('hex');

/** Takes out a lease. Throws if the folder cannot be written. */
export function takeLease(folder: string, token: string): Lease {
  const file = fileOf(folder, token);
  let [beats, shared] = [0, {}];
  const text = (): string => `${JSON.stringify({ ...processIdentity(), beats: ++beats, ...shared })}\n`;
  mkdirSync(folder, { recursive: true });
  writeNew(file, text());
  const renew = (): boolean => {
    try {
      // Never creates it. The text gets no shorter, so it is whole however it is read.
      const descriptor = openSync(file, 'r+');
      try {
        writeSync(descriptor, text(), 0);
      } finally {
        closeSync(descriptor);
      }
      return true;
    } catch {
      return false;
    }
  };
  return {
    token,
    renew,
    isThere: () => existsSync(file),
    share: () => {
      shared = { isShared: true };
      return renew();
    },
    end: () => rmSync(file, { force: true }),
  };
}

/** Leaves nothing if it cannot be written, since an empty file would look like a run that is there. */
function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
}

/** Watches leases of others. */
export interface LeaseWatch {
  /** True if the holder of a lease is there, as far as this process knows by now. */
  isHeld(folder: string, token: string): boolean;
}

/** The longest time between two looks that counts as silence: this process may itself have been stopped in between. */
const longestLookMs = 2_000;

/**
 * A process of the same place that has ended holds nothing. All others hold their leases until nothing has changed for a while
 * by the clock of this process: the clocks of two machines need not agree.
 */
export function createLeaseWatch(silenceMs: number, now: () => number = monotonicMs): LeaseWatch {
  const seen = new Map<string, { readonly text: string; readonly lookMs: number; readonly silentMs: number }>();
  return {
    isHeld: (folder, token) => {
      const file = fileOf(folder, token);
      const text = readIfThere(file);
      if (text === undefined || hasEnded(text)) return false;
      const last = seen.get(file);
      const lookMs = now();
      const isSilent = last?.text === text;
      const silentMs = isSilent ? last.silentMs + Math.min(longestLookMs, lookMs - last.lookMs) : 0;
      seen.set(file, { text, lookMs, silentMs });
      return silentMs < silenceMs;
    },
  };
}

/** The tokens of the leases in a folder. */
export const leasesIn = (folder: string): string[] =>
  namesIn(folder).flatMap((name) => (name.endsWith(leaseEnd) ? [name.slice(0, -leaseEnd.length)] : []));

/** True if the holder of a lease writes a file for each claim. */
export const isShared = (folder: string, token: string): boolean =>
  parseHolder(readIfThere(fileOf(folder, token)) ?? '')?.isShared === true;

/** Takes a lease from a holder that is gone. Returns whether this process was the one that took it. */
export function endLeaseOf(folder: string, token: string): boolean {
  const taken = join(folder, `${token}.gone-${process.pid}`);
  try {
    renameSync(fileOf(folder, token), taken);
    rmSync(taken);
    return true;
  } catch {
    return false;
  }
}

/** True if the holder is or was a process of this machine, whose processes this one can see. */
export function isOfThisPlace(folder: string, token: string): boolean {
  const holder = parseHolder(readIfThere(fileOf(folder, token)) ?? '');
  return holder !== undefined && processState(holder) !== 'elsewhere';
}

/**
 * True if a lease was renewed a short time ago, at one look. Both times are those of the file system, and so of one clock,
 * whatever the clocks of the machines say.
 */
export function seemsHeld(folder: string, token: string, silenceMs: number): boolean {
  const text = readIfThere(fileOf(folder, token));
  if (text === undefined || hasEnded(text)) return false;
  const probe = join(folder, `${createToken()}.probe`);
  try {
    writeFileSync(probe, '');
    return Math.abs(statSync(probe).mtimeMs - statSync(fileOf(folder, token)).mtimeMs) < silenceMs;
  } catch {
    return true;
  } finally {
    rmSync(probe, { force: true });
  }
}

interface Holder extends ProcessIdentity {
  readonly isShared?: true;
}

function hasEnded(text: string): boolean {
  const holder = parseHolder(text);
  return holder !== undefined && processState(holder) === 'dead';
}

function parseHolder(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
}
