import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';

import { canonicalJson } from '@nx-tune/search/core';

import { artifactsDir } from './artifactsDir.js';
import { type Fingerprint, takeFingerprint } from './fingerprint.js';

/** SHA-256 of each file, by its path. */
export interface Checksums {
  readonly [path: string]: string;
}

/** The checksums of a fingerprint; undefined if there is anything but files and folders, such as a link. */
export const checksumsOf = (fingerprint: Fingerprint): Checksums | undefined =>
  [...fingerprint.values()].every(({ isPlain }) => isPlain)
    ? Object.fromEntries([...fingerprint].map(([path, { digest }]) => [path, digest]))
    : undefined;

/** SHA-256 of every file in a folder; undefined if it holds anything but files and folders, such as a link. */
function checksums(folder: string): Checksums | undefined {
  try {
    return checksumsOf(takeFingerprint(folder));
  } catch {
    return undefined;
  }
}

export const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

/** Digest of everything that a trial left in its `dir`, which is not there if that is nothing; undefined if that is not only files and folders. */
export function artifactsDigest(trialDir: string): string | undefined {
  const folder = artifactsDir(trialDir);
  return existsSync(trialDir) && !existsSync(folder) ? digestOf({}) : folderDigest(folder);
}

/** Digest of a folder; undefined if it holds anything but files and folders. */
export function folderDigest(folder: string): string | undefined {
  const files = checksums(folder);
  return files && digestOf(files);
}

export const digestOf = (files: Checksums): string => sha256(canonicalJson(files));
