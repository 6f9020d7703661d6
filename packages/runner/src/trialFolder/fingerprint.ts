import { type BigIntStats, closeSync, lstatSync, openSync, readdirSync, readlinkSync, readSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** The content of a file of a folder, and the data of its entry. */
export interface FileState {
  readonly digest: string;
  readonly bytes: number;
  /** True if it is a file, not a link or something else. */
  readonly isPlain: boolean;
  /** Changes with each write, as far as the clock of the file system can show. */
  readonly stamp: string;
  /** True if the entry was older than a tick of that clock, so that each later write changes the stamp. */
  readonly isSettled: boolean;
}

/** Everything in a folder but folders, by its path within. */
export type Fingerprint = ReadonlyMap<string, FileState>;

/** Reads each file of a folder once. Throws if the folder is not there, or is a link. */
export function takeFingerprint(folder: string): Fingerprint {
  return new Map(listEntries(folder).map((path) => [path, fileState(folder, path)]));
}

/** The state of a file; one whose content is known is not read. */
export function fileState(folder: string, path: string, known?: string): FileState {
  const file = join(folder, path);
  // In this order: what is written between the two changes the stamp.
  const stats = lstatSync(file, { bigint: true });
  const isPlain = stats.isFile();
  const digest =
    known ?? (isPlain ? digestOfFile(file) : stats.isSymbolicLink() ? `link ${readlinkSync(file)}` : 'other');
  return { digest, bytes: Number(stats.size), isPlain, stamp: stampOf(stats), isSettled: isSettled(stats) };
}

/** The files of a folder that are not as they were, or are new or gone; it is read only where the stamps do not decide. */
export function changedFiles(folder: string, before: Fingerprint): string[] {
  const present = new Set(tryOr([], () => listEntries(folder)));
  const gone = [...before.keys()].filter((path) => !present.has(path));
  const changed = [...present].filter((path) => hasChanged(folder, path, before.get(path)));
  return [...gone, ...changed].sort();
}

function hasChanged(folder: string, path: string, before: FileState | undefined): boolean {
  if (before === undefined) return true;
  return tryOr(true, () => {
    const stats = lstatSync(join(folder, path), { bigint: true });
    if (before.isSettled && stampOf(stats) === before.stamp) return false;
    return Number(stats.size) !== before.bytes || fileState(folder, path).digest !== before.digest;
  });
}

/**
 * A text that changes with each write into a folder, as far as its clock can show, without reading a file. Undefined if it is not
 * there.
 */
export function folderStamp(folder: string): { readonly stamp: string; readonly isSettled: boolean } | undefined {
  return tryOr(undefined, () => {
    const entries = listEntries(folder).map((path) => ({
      path,
      stats: lstatSync(join(folder, path), { bigint: true }),
    }));
    const lines = entries.map(({ path, stats }) => `${stampOf(stats)} ${path}\n`).sort();
    const stamp = createHash('sha256').update(lines.join('')).digest('hex');
    return { stamp, isSettled: entries.every(({ stats }) => isSettled(stats)) };
  });
}

/** The paths of everything in a folder but folders. Throws if the folder is not there, or is a link. */
export function listEntries(folder: string): string[] {
  if (!lstatSync(folder).isDirectory()) throw new Error(`${folder} is not a folder`);
  return entriesIn(folder, '');
}

/** Most folders of trials have no folders in them, and Node's own recursion takes three times as long for these. */
function entriesIn(folder: string, within: string): string[] {
  return readdirSync(join(folder, within), { withFileTypes: true }).flatMap((entry) => {
    const path = within === '' ? entry.name : join(within, entry.name);
    return entry.isDirectory() ? entriesIn(folder, path) : [path];
  });
}

/** The size of the pieces in which files are read: a checkpoint may be larger than what Node reads at once. */
const pieceBytes = 65_536;

function digestOfFile(file: string): string {
  const hash = createHash('sha256');
  const descriptor = openSync(file, 'r');
  try {
    const piece = Buffer.allocUnsafe(pieceBytes);
    for (let read = readSync(descriptor, piece); read > 0; read = readSync(descriptor, piece))
      hash.update(piece.subarray(0, read));
  } finally {
    closeSync(descriptor);
  }
  return hash.digest('hex');
}

const stampOf = ({ size, mtimeNs, ctimeNs, ino }: BigIntStats): string => `${size} ${mtimeNs} ${ctimeNs} ${ino}`;

/** Longer than a tick of the clocks of file systems: those that do not know parts of a millisecond may know whole seconds only. */
const tickMs = { fine: 100, coarse: 2_500 };

/** As with Git's index: a second write within the same tick would leave the stamp as it is. */
function isSettled({ ctimeNs, ctimeMs }: BigIntStats): boolean {
  const age = Date.now() - Number(ctimeMs);
  return age > (ctimeNs % 1_000_000n === 0n ? tickMs.coarse : tickMs.fine);
}

function tryOr<T>(otherwise: T, action: () => T): T {
  try {
    return action();
  } catch {
    return otherwise;
  }
}
