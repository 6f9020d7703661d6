import { join } from 'node:path';

import type { SweepReport } from '@nx-tune/report';
import { type AvailableResults, type Lock, type PlannedTrial, sweepTarget } from '@nx-tune/sweep';

import { shellWord } from '../escape/shellWord.js';
import { outputFolder } from '../constants.js';
import { Mistake } from '../mistake.js';
import { lockedResults } from './lockedResults.js';
import type { OpenSweep } from './openSweep.js';
import { findEntry, type UnnumberedEntry } from './readEntry.js';
import { lockOf, lockPath } from './readLock.js';
import { resultsOnDisk } from './resultsOnDisk.js';
import { sweepReport } from './sweepReport.js';
import { whyUncosted } from './whyUncosted.js';
import { whyUnranked } from './whyUnranked.js';

/** The places in which results are looked for: on this disk, in the lock, or in both, the disk first. */
export type ResultsSource = 'all' | 'disk' | 'lock';

/** The results of a sweep that are known without running anything. */
export interface StudyResults {
  readonly report: SweepReport;
  /** Absolute path of the project. */
  readonly projectDir: string;
  /** The trials that the sweep asks for, as far as they follow from results. */
  readonly trials: readonly PlannedTrial[];
  readonly lock: Lock | undefined;
  /** Ids of the trials whose results are in their folders. */
  readonly onDisk: ReadonlySet<string>;
  /** Number of trials that the sweep asks for and that have no known result. */
  readonly unknown: number;
}

/** Reads the results of a sweep. Throws a `Mistake` that says what is missing if there are none. */
export function readPlannedResults(found: OpenSweep, source: ResultsSource = 'all'): StudyResults {
  const results = readResults(found, source);
  if (results.report.trials.length > 0 || (source === 'lock' && results.lock !== undefined)) return results;
  const lock = `${lockPath(found)} ${results.lock === undefined ? 'does not exist' : 'has none'}`;
  const disk = `${join(found.root, outputFolder)} has no results`;
  const where = source === 'lock' ? lock : source === 'disk' ? disk : `${lock}, and ${disk}`;
  throw new Mistake(
    `No trial has a known result: ${where}. Run nx ${sweepTarget(found.name)} ${shellWord(found.project)}.`,
  );
}

/**
 * Reads the results of a sweep, of which there may be none. Throws a `Mistake` if the lock cannot be read, or if trials
 * cannot be ranked by what it has of them.
 */
export function readResults(found: OpenSweep, source: ResultsSource = 'all'): StudyResults {
  const { projectDir, sweep } = found;
  const lock = source === 'disk' ? undefined : lockOf(found);
  const locked = lockedResults(lock, sweep.metric);
  const trials = trialsOf(found, lock, source === 'lock' ? locked : diskOrLock(found, locked));
  const onDisk = source === 'lock' ? new Map<string, UnnumberedEntry>() : entriesOnDisk(found, trials);
  const entries = trials.map((trial) => onDisk.get(trial.id) ?? entryOf(locked, trial));
  const report = sweepReport(sweep, found, entries);
  const shown = new Set(report.trials.map(({ result }) => result.id));
  const fromLock = lock?.trials.filter(({ id }) => shown.has(id) && !onDisk.has(id)) ?? [];
  const unranked =
    whyUnranked(lockPath(found), { trials: fromLock }, sweep) ??
    whyUncosted(lockPath(found), { trials: fromLock }, sweep);
  if (unranked !== undefined)
    throw new Mistake(`${unranked} Run nx ${sweepTarget(found.name)} ${shellWord(found.project)}.`);
  const known = report.trials.length;
  return {
    projectDir,
    trials,
    lock,
    onDisk: new Set(onDisk.keys()),
    unknown: known === trials.length ? 0 : Math.max(found.asked, trials.length) - known,
    report,
  };
}

/** Proposing trials again takes time, so it is done only if the lock has trials that do not follow from the disk. */
function trialsOf(found: OpenSweep, lock: Lock | undefined, results: AvailableResults): readonly PlannedTrial[] {
  const here = new Set(found.trials.map(({ id }) => id));
  return lock === undefined || lock.trials.every(({ id }) => here.has(id)) ? found.trials : found.resolve(results);
}

function diskOrLock({ projectDir, sweep }: OpenSweep, locked: AvailableResults): AvailableResults {
  const disk = resultsOnDisk(projectDir, sweep);
  return { ofTrial: (trial) => disk.ofTrial(trial) ?? locked.ofTrial(trial), inSlot: disk.inSlot };
}

function entriesOnDisk(
  { projectDir, sweep }: OpenSweep,
  trials: readonly PlannedTrial[],
): ReadonlyMap<string, UnnumberedEntry> {
  return new Map(
    trials.flatMap((trial) => {
      const entry = findEntry(projectDir, trial, sweep.metric);
      return entry === undefined ? [] : [[trial.id, entry] as const];
    }),
  );
}

function entryOf(locked: AvailableResults, trial: PlannedTrial): UnnumberedEntry | undefined {
  const result = locked.ofTrial(trial);
  return result && { result };
}
