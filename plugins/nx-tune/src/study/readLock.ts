import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { type Lock, lockFile, parseLock } from '@nx-tune/sweep';

import { Mistake } from '../mistake.js';
import { linkOut } from './linkOut.js';
import { readText } from './readText.js';
import type { SweepLocation } from './sweepLocation.js';

/** A lock as it is on disk. */
export type LockReading =
  | { readonly kind: 'lock'; readonly lock: Lock }
  | { readonly kind: 'missing' }
  /** There is a file, and `problem` says why it is not a lock. */
  | { readonly kind: 'unreadable'; readonly problem: string };

/** Reads the lock in a file. */
export function readLock(file: string): LockReading {
  const text = readText(file);
  if (text === undefined)
    return existsSync(file) ? { kind: 'unreadable', problem: 'it is not a readable file' } : { kind: 'missing' };
  const parsed = parseLock(text);
  return 'lock' in parsed ? { kind: 'lock', lock: parsed.lock } : { kind: 'unreadable', problem: parsed.problem };
}

/** Reads the lock of a sweep in the folder of its project. One that is a link out of the project is not believed. */
export function readOwnLock(file: string): LockReading {
  const problem = linkOut(dirname(file), file);
  return problem === undefined ? readLock(file) : { kind: 'unreadable', problem };
}

/** Says of a lock that cannot be used what is wrong with it; `file` is the path to be shown. */
export const lockProblem = (file: string, reading: Exclude<LockReading, { readonly kind: 'lock' }>): string =>
  reading.kind === 'missing' ? `${file} does not exist` : `${file} cannot be read: ${reading.problem}`;

/** The path of a sweep's lock, relative to the workspace. */
export const lockPath = ({ root, name }: Pick<SweepLocation, 'root' | 'name'>): string => join(root, lockFile(name));

/** The lock of a sweep, or undefined if it has none. Throws a `Mistake` if it cannot be read. */
export function lockOf(
  found: { readonly projectDir: string } & Pick<SweepLocation, 'root' | 'name'>,
): Lock | undefined {
  const reading = readOwnLock(join(found.projectDir, lockFile(found.name)));
  if (reading.kind === 'unreadable') throw new Mistake(`${lockProblem(lockPath(found), reading)}.`);
  return reading.kind === 'lock' ? reading.lock : undefined;
}
