import { statSync } from 'node:fs';
import { join } from 'node:path';

import type { ExecutorContext } from '@nx/devkit';

import { startedVariable } from '../../constants.js';
import { isStillTheHash } from './ownHash.js';

/**
 * Which files have changed after Nx had hashed them, so that a snapshot of them would say something else than the hash. Times
 * alone do not decide, since a clock can be set back and a file be written again as it was: where they say that a file may
 * have changed, all is hashed again.
 */
export async function changedAfterHash(context: ExecutorContext, files: readonly string[]): Promise<readonly string[]> {
  const changed = changedSince(context.root, files, hashedSince(context));
  return changed.length > 0 && (await isStillTheHash(context)) ? [] : changed;
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
