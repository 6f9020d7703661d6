import { basename, dirname } from 'node:path';

import { formatParams } from '@nx-tune/report';
import { compareTrial, createLock, formatLock, type Lock, type Sweep, type TrialResult } from '@nx-tune/sweep';

import { describeLockDrift, headChanges } from './lockDrift.js';
import { linkOut } from './linkOut.js';
import { lockProblem, readOwnLock } from './readLock.js';
import { readText } from './readText.js';
import { writeInProject } from './writeInProject.js';

/** The outcome of writing the results of a sweep to its lock, or of comparing them with it. */
export interface Locked {
  readonly notices: readonly string[];
  /** Why the run fails. */
  readonly problems: readonly string[];
}

export interface LockOptions {
  /** Compare, and write nothing. */
  readonly isFrozen: boolean;
  /** The user asked for a frozen lock by name: then there must be a lock. */
  readonly isStrict: boolean;
}

/** Most differences that are listed. */
const mostListed = 10;

/** Compares a whole sweep's results with its lock and, unless the lock is frozen, writes it. */
export function lockSweep(
  file: string,
  sweep: Sweep,
  results: readonly TrialResult[],
  { isFrozen, isStrict }: LockOptions,
): Locked {
  const name = basename(file);
  const fresh = createLock(sweep, results);
  const known = readOwnLock(file);
  const outside = linkOut(dirname(file), file);
  if (outside !== undefined) return fails(`${name} is not used: ${outside}.`);
  if (!isFrozen) writeIfChanged(file, formatLock(fresh));
  if (known.kind === 'missing') return isStrict ? fails(`${lockProblem(name, known)}. ${runElsewhere}`) : calm;
  if (known.kind === 'unreadable') {
    const problem = `${lockProblem(name, known)}.`;
    return isFrozen ? fails(problem) : { notices: [`${problem} It is written again.`], problems: [] };
  }
  const differences = differencesOf(known.lock, sweep, results);
  const different =
    differences.length === 0 ? [] : [headOf(name, differences.length, isFrozen), ...listed(differences)];
  const changes = headChanges(known.lock, sweep);
  const old =
    known.lock.digest === undefined
      ? [`${name} was written by an earlier version of nx-tune, without a digest of its first line`]
      : [];
  if (!isFrozen) {
    const notices = [
      ...(different.length === 0 ? [] : [different.join('\n')]),
      ...[...changes.map((change) => `${name} ${change}`), ...old].map((what) => `${what}. It is written again.`),
    ];
    return { notices, problems: [] };
  }
  const drift = describeLockDrift(driftOf(known.lock, fresh));
  const outdated = [...changes, ...(drift === undefined ? [] : [drift])].map(
    (what) => `${name} ${what}. ${runElsewhere}`,
  );
  const notices = old.map((what) => `${what}. ${runElsewhere}`);
  return { notices, problems: [...different, ...outdated] };
}

const runElsewhere = 'Run the sweep where the lock may be written, and commit it.';

const calm: Locked = { notices: [], problems: [] };
const fails = (problem: string): Locked => ({ notices: [], problems: [problem] });

const headOf = (name: string, count: number, isFrozen: boolean): string =>
  `${count} ${count === 1 ? 'trial differs' : 'trials differ'} from ${name}${isFrozen ? '' : ', which is written again'}:`;

function listed(lines: readonly string[]): string[] {
  const more = lines.length - mostListed;
  return [...lines.slice(0, mostListed), ...(more > 0 ? [`  and ${more} more`] : [])];
}

/** A line for each result that is not as the lock has it. */
function differencesOf({ trials }: Lock, { unstable }: Sweep, results: readonly TrialResult[]): string[] {
  const byId = new Map(trials.map((trial) => [trial.id, trial]));
  return results.flatMap((result) => {
    const locked = byId.get(result.id);
    const comparison = locked && compareTrial(locked, result, unstable);
    if (comparison?.kind !== 'different') return [];
    const changes = comparison.differences.map(({ what, locked, found }) => `${what} was ${locked} and is ${found}`);
    return [`  trial ${result.id} (${formatParams(result.params).replaceAll('\n', ', ')}): ${changes.join('; ')}`];
  });
}

function driftOf(lock: Lock, fresh: Lock): { readonly absent: number; readonly gone: number } {
  const without = (one: Lock, other: Lock): number => {
    const ids = new Set(other.trials.map(({ id }) => id));
    return one.trials.filter(({ id }) => !ids.has(id)).length;
  };
  return { absent: without(fresh, lock), gone: without(lock, fresh) };
}

function writeIfChanged(file: string, text: string): void {
  if (readText(file) !== text) writeInProject(dirname(file), file, text);
}
