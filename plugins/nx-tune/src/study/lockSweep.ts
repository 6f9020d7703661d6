import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

import { formatParams } from '@nx-tune/report';
import {
  compareTrial,
  createLock,
  formatLock,
  type Lock,
  parseLock,
  type Sweep,
  type TrialResult,
} from '@nx-tune/sweep';
import writeFileAtomic from 'write-file-atomic';

/** What came of writing down the results of a sweep, or of comparing them with what is written down. */
export interface Locked {
  readonly notices: readonly string[];
  /** Why the run fails. */
  readonly problems: readonly string[];
}

export interface LockOptions {
  /** Compare, and write nothing. */
  readonly isFrozen: boolean;
  /** Asked for by name: then a lock that does not know every trial is a mistake, too. */
  readonly isStrict: boolean;
}

/** Most differences that are listed. */
const mostListed = 10;

/** Compares a whole sweep's results with its lock, and unless that is frozen, writes the lock. */
export function lockSweep(
  file: string,
  sweep: Sweep,
  results: readonly TrialResult[],
  { isFrozen, isStrict }: LockOptions,
): Locked {
  const name = basename(file);
  const fresh = createLock(sweep, results);
  const known = read(file);
  if (!isFrozen) writeIfChanged(file, formatLock(fresh));
  if (known === undefined)
    return isStrict ? fails(`${name} does not exist. Run the sweep where it may be written, and commit it.`) : calm();
  if ('problem' in known) {
    const what = `${name} cannot be compared with: ${known.problem}.`;
    return isFrozen ? fails(what) : { notices: [`${what} It is written anew.`], problems: [] };
  }
  const differences = differencesOf(known.lock, sweep, results);
  const strangers = strangersOf(known.lock, fresh);
  const different =
    differences.length === 0 ? [] : [headOf(name, differences.length, isFrozen), ...listed(differences)];
  const outdated =
    isFrozen && strangers !== undefined
      ? [`${name} ${strangers}. Run the sweep where it may be written, and commit it.`]
      : [];
  if (!isFrozen) return { notices: different.length === 0 ? [] : [different.join('\n')], problems: [] };
  return isStrict ? { notices: [], problems: [...different, ...outdated] } : { notices: outdated, problems: different };
}

const calm = (): Locked => ({ notices: [], problems: [] });
const fails = (problem: string): Locked => ({ notices: [], problems: [problem] });

const headOf = (name: string, count: number, isFrozen: boolean): string =>
  `${count} ${count === 1 ? 'trial differs' : 'trials differ'} from ${name}${isFrozen ? '' : ', which is written anew'}:`;

function listed(lines: readonly string[]): string[] {
  const more = lines.length - mostListed;
  return [...lines.slice(0, mostListed), ...(more > 0 ? [`  and ${more} more`] : [])];
}

/** A line for everything that is not as the lock has it. */
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

/** What the lock and the sweep do not have in common, in words, or undefined. */
function strangersOf(lock: Lock, fresh: Lock): string | undefined {
  const [locked, found] = [lock, fresh].map(({ trials }) => new Set(trials.map(({ id }) => id)));
  const unknown = fresh.trials.filter(({ id }) => locked?.has(id) === false).length;
  const gone = lock.trials.filter(({ id }) => found?.has(id) === false).length;
  const said = [
    ...(unknown > 0 ? [`does not know ${unknown} of the sweep's trials`] : []),
    ...(gone > 0 ? [`knows ${gone} that the sweep does not ask for`] : []),
  ];
  return said.length === 0 ? undefined : said.join(' and ');
}

function read(file: string): ReturnType<typeof parseLock> | undefined {
  return existsSync(file) ? parseLock(readFileSync(file, 'utf8')) : undefined;
}

function writeIfChanged(file: string, text: string): void {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileAtomic.sync(file, text);
}
