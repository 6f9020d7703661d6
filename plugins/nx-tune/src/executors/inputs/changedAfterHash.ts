import { statSync } from 'node:fs';
import { join } from 'node:path';

import type { ExecutorContext } from '@nx/devkit';

import { startedVariable } from '../../constants.js';
import { isStillTheHash } from './ownHash.js';

/**
 * Returns the files that have changed after Nx had hashed them, so that a snapshot of them would contradict the hash. Times alone
 * do not decide, since a clock can be set back and a file be written again as it was: where they say that a file may have
 * changed, all is hashed again, and the file itself, which Nx reads again only if its time of modification is another.
 */
export async function changedAfterHash(context: ExecutorContext, files: readonly string[]): Promise<readonly string[]> {
  const changed = changedSince(context.root, files, hashedSince(context));
  return changed.length > 0 && (await isStillTheHash(context)) ? await otherThanHashed(context, changed) : changed;
}

/** The files that differ from what Nx puts into hashes, or that it does not know. */
async function otherThanHashed({ root, projectGraph }: ExecutorContext, files: readonly string[]): Promise<string[]> {
  const { digestsInHashes } = await import('../../snapshots/nxHashes.js');
  const { fileDigest } = await import('../../snapshots/fileDigest.js');
  const hashed = await digestsInHashes(projectGraph, root);
  return files.filter((file) => hashed.get(file) !== fileDigest(join(root, file)));
}

/** Nx hashes a task that depends on others when these have ended, just before it starts the task's process. */
function hashedSince({ taskGraph, projectName, targetName }: ExecutorContext): number {
  const needed = taskGraph?.dependencies[`${projectName}:${targetName}`] ?? [];
  return needed.length > 0 ? Date.now() - process.uptime() * 1000 : Number(process.env[startedVariable]);
}

/** A time in the future is that of another clock. */
function changedSince(root: string, files: readonly string[], startedMs: number): string[] {
  const now = Date.now();
  return files.filter((file) => {
    const changedMs = statSync(join(root, file), { throwIfNoEntry: false })?.ctimeMs ?? 0;
    return changedMs > startedMs && changedMs <= now;
  });
}
