import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { SweepReport, TrialEntry } from '@nx-tune/report';
import { readTrial } from '@nx-tune/runner';
import { type AvailableResults, type Lock, lockFile, parseLock, type PlannedTrial, sweepTarget } from '@nx-tune/sweep';

import { outputFolder } from '../constants.js';
import { Mistake } from '../mistake.js';
import { resultsIn } from './availableResults.js';
import { columnsOf } from './gather.js';
import type { OpenSweep } from './openSweep.js';
import { readReported } from './readReported.js';
import { lockedResult, lockedResults } from './resolveTrials.js';
import { trialFolder } from './trialFolder.js';

/** Where results are looked for: on this disk, in the lock, or first there and then here. */
export type ResultsSource = 'all' | 'disk' | 'lock';

/** What is known of a sweep without running anything. */
export interface StudyResults {
  readonly report: SweepReport;
  /** Absolute path of the project. */
  readonly projectDir: string;
  /** The trials that the sweep asks for, as far as they follow from results. */
  readonly trials: readonly PlannedTrial[];
  readonly lock: Lock | undefined;
  /** Ids of the trials whose results stand in their folders. */
  readonly onDisk: ReadonlySet<string>;
  /** How many trials the sweep asks for of which no result is known. */
  readonly unknown: number;
}

/** What is known of a sweep. Throws a `Mistake` that says what is missing. */
export function readPlannedResults(found: OpenSweep, source: ResultsSource = 'all'): StudyResults {
  const known = readResults(found, source);
  const { project, name, root } = found;
  const lock = known.lock === undefined ? `${lockPath(found)} does not exist` : `${lockPath(found)} knows none`;
  const disk = `${join(root, outputFolder)} has no results`;
  if (known.report.trials.length === 0 && (source !== 'lock' || known.lock === undefined))
    throw new Mistake(
      `No result of a trial is known: ${source === 'lock' ? lock : source === 'disk' ? disk : `${lock}, and ${disk}`}. Run nx ${sweepTarget(name)} ${project}.`,
    );
  return known;
}

/** The same, where nothing need be known. */
export function readResults(found: OpenSweep, source: ResultsSource = 'all'): StudyResults {
  const { projectDir, project, file, name, sweep } = found;
  const lock = source === 'disk' ? undefined : readLock(found);
  const trials = trialsOf(found, lock, source);
  const locked = new Map((lock?.trials ?? []).map((trial) => [trial.id, trial]));
  const onDisk = new Map(source === 'lock' ? [] : trials.flatMap((trial) => readEntry(projectDir, trial)));
  const entries = trials.flatMap(({ id }, number): TrialEntry[] => {
    const [here, there] = [onDisk.get(id), locked.get(id)];
    if (here !== undefined) return [{ number, ...here }];
    return there === undefined ? [] : [{ number, result: lockedResult(there) }];
  });
  return {
    projectDir,
    trials,
    lock,
    onDisk: new Set(onDisk.keys()),
    unknown: entries.length === trials.length ? 0 : Math.max(found.asked, trials.length) - entries.length,
    report: {
      sweep: name,
      project,
      file,
      method: sweep.method,
      metric: sweep.metric,
      parameters: columnsOf(sweep),
      trials: entries,
    },
  };
}

/** The folder of a trial, relative to its project. */
export const folderOf = (trial: PlannedTrial): string => join(outputFolder, trialFolder(trial));

/** The result in a trial's folder, with how it went and what it reported, if it is a result of this very trial. */
function readEntry(projectDir: string, trial: PlannedTrial): [string, Omit<TrialEntry, 'number'>][] {
  const folder = join(projectDir, folderOf(trial));
  const record = readTrial(folder, { id: trial.id, ...trial.definition });
  if (record.kind !== 'known') return [];
  const curve = readReported(folder) ?? [];
  const { result, run } = record;
  return [[trial.id, { result, ...(run === undefined ? {} : { run }), ...(curve.length === 0 ? {} : { curve }) }]];
}

/** To propose trials once more takes time: it is done where the results are not in their places. */
function trialsOf(found: OpenSweep, lock: Lock | undefined, source: ResultsSource): readonly PlannedTrial[] {
  const here = new Set(found.trials.map(({ id }) => id));
  if (lock === undefined || lock.trials.every(({ id }) => here.has(id))) return found.trials;
  const locked = lockedResults(lock);
  return found.resolve(source === 'lock' ? locked : either(resultsIn(found.projectDir, found.sweep), locked));
}

const either = (first: Required<AvailableResults>, second: AvailableResults): AvailableResults => ({
  ofTrial: (trial) => first.ofTrial(trial) ?? second.ofTrial(trial),
  inSlot: first.inSlot,
});

/** The lock of a sweep, or undefined if there is none. Throws a `Mistake` if it cannot be read. */
export function readLock(found: Pick<OpenSweep, 'projectDir' | 'root' | 'name'>): Lock | undefined {
  const path = join(found.projectDir, lockFile(found.name));
  if (!existsSync(path)) return undefined;
  const parsed = parseLock(readFileSync(path, 'utf8'));
  if ('lock' in parsed) return parsed.lock;
  throw new Mistake(`${lockPath(found)} cannot be read: ${parsed.problem}.`);
}

/** Relative to the workspace. */
const lockPath = ({ root, name }: Pick<OpenSweep, 'root' | 'name'>): string => join(root, lockFile(name));
