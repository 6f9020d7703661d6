import { basename, dirname } from 'node:path';

import { formatParams } from '@nx-tune/report';
import { canonicalJson } from '@nx-tune/search';
import {
  compareTrial,
  type Difference,
  formatLock,
  type Lock,
  type LockComparison,
  renewLock,
  type Sweep,
  totalOf,
  type CostedResult,
  type TrialResult,
  usualTolerance,
} from '@nx-tune/sweep';

import { describeCompared } from './describeCompared.js';
import { describeLockDrift, headChanges } from './lockDrift.js';
import { linkOut } from './linkOut.js';
import { lockProblem, readOwnLock } from './readLock.js';
import { readText } from './readText.js';
import { writeInProject } from './writeInProject.js';

/** The outcome of writing the results of a sweep to its lock, or of comparing them with it. */
export interface Locked {
  readonly notices: readonly string[];
  /** The reasons why the run fails. */
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
  results: readonly CostedResult[],
  { isFrozen, isStrict }: LockOptions,
): Locked {
  const name = basename(file);
  const known = readOwnLock(file);
  const fresh = renewLock(sweep, results, known.kind === 'lock' ? known.lock : undefined);
  const outside = linkOut(dirname(file), file);
  if (outside !== undefined) return fails(`${name} is not used: ${outside}.`);
  if (!isFrozen) writeIfChanged(file, formatLock(fresh));
  if (known.kind === 'missing') return isStrict ? fails(`${lockProblem(name, known)}. ${runElsewhere}`) : calm;
  if (known.kind === 'unreadable') {
    const problem = `${lockProblem(name, known)}.`;
    return isFrozen ? fails(problem) : { notices: [`${problem} It is written again.`], problems: [] };
  }
  const compared = compareAll(known.lock, sweep, results);
  const different = section(headOf(name, isFrozen), compared, ({ differences }) => differences);
  const far = section(farOf(name), compared, ({ outliers }) => outliers);
  const ids = results.map(({ id }) => id);
  const changes = headChanges(known.lock, sweep, ids);
  const old =
    known.lock.digest === undefined
      ? [`${name} was written by an earlier version of nx-tune, without a digest of its first line`]
      : [];
  if (!isFrozen) {
    const notices = [
      ...[...different, ...far].map((lines) => lines.join('\n')),
      ...[...changes.map((change) => `${name} ${change}`), ...old].map((what) => `${what}. It is written again.`),
    ];
    return { notices, problems: [] };
  }
  const drift = describeLockDrift(driftOf(known.lock, fresh));
  const outdated = [...changes, ...(drift === undefined ? [] : [drift])].map(
    (what) => `${name} ${what}. ${runElsewhere}`,
  );
  const total = totalOf(compared.map(({ comparison }) => comparison));
  const extent = describeCompared(name, total, sweep.measured);
  const empty = total.trials === 0 || total.notCompared > 0;
  const notices = [...far.map((lines) => lines.join('\n')), ...old.map((what) => `${what}. ${runElsewhere}`)];
  const [passed, missed] = empty ? [[], [`${sentence(extent)}. ${runElsewhere}`]] : [[extent], []];
  return {
    notices: [...notices, ...passed, ...(isStrict ? [] : missed)],
    problems: [...different.flat(), ...outdated, ...(isStrict ? missed : [])],
  };
}

const runElsewhere = 'Run the sweep where the lock may be written, and commit it.';

const calm: Locked = { notices: [], problems: [] };
const fails = (problem: string): Locked => ({ notices: [], problems: [problem] });

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const headOf =
  (name: string, isFrozen: boolean) =>
  (count: number): string =>
    `${count} ${count === 1 ? 'trial differs' : 'trials differ'} from ${name}${isFrozen ? '' : ', which is written again'}:`;

const farOf =
  (name: string) =>
  (count: number): string =>
    `measured values of ${count === 1 ? '1 trial are' : `${count} trials are`} more than ${usualTolerance * 100} % from those in ${name}; declare a "tolerance" under "metrics" to make this a failure or to allow it:`;

interface Compared {
  readonly result: TrialResult;
  readonly comparison: LockComparison;
}

/** Compares each result that the lock has. */
function compareAll({ trials }: Lock, sweep: Sweep, results: readonly TrialResult[]): readonly Compared[] {
  const byId = new Map(trials.map((trial) => [trial.id, trial]));
  return results.flatMap((result) => {
    const locked = byId.get(result.id);
    return locked === undefined ? [] : [{ result, comparison: compareTrial(locked, result, sweep) }];
  });
}

/** A heading, and a line for each result in which something differs; nothing if there is none. */
function section(
  head: (count: number) => string,
  compared: readonly Compared[],
  what: (comparison: LockComparison) => readonly Difference[],
): readonly (readonly string[])[] {
  const lines = compared.flatMap(({ result, comparison }) => {
    const changes = what(comparison).map(({ what, locked, found }) => `${what} was ${locked} and is ${found}`);
    if (changes.length === 0) return [];
    const on = result.case === undefined ? '' : `, case ${canonicalJson(result.case)}`;
    return [`  trial ${result.id} (${formatParams(result.params).replaceAll('\n', ', ')}${on}): ${changes.join('; ')}`];
  });
  if (lines.length === 0) return [];
  const more = lines.length - mostListed;
  return [[head(lines.length), ...lines.slice(0, mostListed), ...(more > 0 ? [`  and ${more} more`] : [])]];
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
