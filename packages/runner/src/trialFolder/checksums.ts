import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { canonicalJson } from '@nx-tune/search/core';

import { artifactsDir } from './artifactsDir.js';

/** SHA-256 of every file in a folder; undefined if it holds anything but files and folders, such as a link. */
export function checksums(folder: string): { readonly [path: string]: string } | undefined {
  try {
    if (!lstatSync(folder).isDirectory()) return undefined;
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    if (entries.some((entry) => !entry.isFile() && !entry.isDirectory())) return undefined;
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    return Object.fromEntries(files.map((file) => [relative(folder, file), sha256(readFileSync(file))]));
  } catch {
    return undefined;
  }
}

export const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

/** Digest of everything that a trial left in its `dir`; undefined if that is not only files and folders. */
export const artifactsDigest = (trialDir: string): string | undefined => folderDigest(artifactsDir(trialDir));

/** Digest of a folder; undefined if it holds anything but files and folders. */
export function folderDigest(folder: string): string | undefined {
  const files = checksums(folder);
  return files && sha256(canonicalJson(files));
}
