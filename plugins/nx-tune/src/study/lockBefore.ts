import { execFileSync } from 'node:child_process';

import type { ResultsBefore } from '@nx-tune/report';
import { type Lock, parseLock } from '@nx-tune/sweep';

import { lockedResults } from './lockedResults.js';
import { lockPath } from './readLock.js';
import type { SweepLocation } from './sweepLocation.js';

/**
 * The results of a sweep before a change: those of the lock where the branch left the base, or in the last commit if no base is
 * known; where git has none, those of the lock as it was before this run.
 */
export function lockBefore(
  workspaceRoot: string,
  location: Pick<SweepLocation, 'root' | 'name'>,
  base: string | undefined,
  own: Lock | undefined,
): ResultsBefore | undefined {
  const commit = base === undefined ? 'HEAD' : git(workspaceRoot, 'merge-base', '--end-of-options', base, 'HEAD');
  const text = commit && git(workspaceRoot, 'show', `${commit.trim()}:./${lockPath(location).replaceAll('\\', '/')}`);
  const parsed = text === undefined ? undefined : parseLock(text);
  if (parsed !== undefined && 'lock' in parsed)
    return resultsOf(parsed.lock, `the lock of ${base ?? 'the last commit'}`);
  return own && resultsOf(own, 'the lock before this run');
}

function resultsOf(lock: Lock, where: string): ResultsBefore {
  const results = lockedResults(lock, lock.metric);
  const trials = lock.trials.flatMap((trial) => results.ofTrial({ id: trial.id } as never) ?? []);
  return { where, metric: lock.metric, trials };
}

function git(cwd: string, ...args: readonly string[]): string | undefined {
  try {
    return execFileSync('git', args, {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 256 * 2 ** 20,
    });
  } catch {
    return undefined;
  }
}
