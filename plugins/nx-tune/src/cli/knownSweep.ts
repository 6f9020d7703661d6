import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { SweepReport } from '@nx-tune/report';
import { type Lock, lockFile, type LockedTrial, parseLock, type PlannedTrial, type TrialResult } from '@nx-tune/search';

import { columnsOf } from '../executors/tune/gather.js';
import { lockedResults } from '../inference/resolveTrials.js';
import type { FoundSweep } from './findSweep.js';
import { Mistake } from './mistake.js';

/** What is known of a sweep without running anything: its file and its lock. */
export interface KnownSweep {
  readonly report: SweepReport;
  /** Absolute path of the project. */
  readonly projectDir: string;
  /** How many trials the sweep asks for that the lock does not know. */
  readonly unknown: number;
}

/** What the lock of a sweep knows. Throws a `Mistake` that says what is missing. */
export function readKnownSweep(found: FoundSweep): KnownSweep {
  const { projectDir, project, file, name, sweep } = found;
  const lock = readLock(found);
  if (lock === undefined) throw new Mistake(`${lockPath(found)} does not exist. Run the sweep to write it.`);
  const trials = trialsOf(found, lock);
  const numbers = new Map(trials.map(({ id }, number) => [id, number]));
  return {
    projectDir,
    unknown: trials.filter(({ id }) => !lock.trials.some((trial) => trial.id === id)).length,
    report: {
      sweep: name,
      project,
      file,
      method: sweep.method,
      metric: lock.metric,
      parameters: columnsOf(sweep),
      trials: lock.trials
        .filter(({ id }) => numbers.has(id))
        .map((trial) => ({ number: numbers.get(trial.id) ?? 0, result: resultOf(trial) }))
        .toSorted((a, b) => a.number - b.number),
    },
  };
}

function resultOf(trial: LockedTrial): TrialResult {
  const { digest: _digest, ...result } = trial;
  return { schemaVersion: 1, ...result };
}

/** To propose trials once more takes time: it is done where the results are not in their places. */
function trialsOf(found: FoundSweep, lock: Lock): readonly PlannedTrial[] {
  const here = new Set(found.trials.map(({ id }) => id));
  return lock.trials.every(({ id }) => here.has(id)) ? found.trials : found.resolve(lockedResults(lock));
}

/** The lock of a sweep, or undefined if there is none. Throws a `Mistake` if it cannot be read. */
export function readLock(found: FoundSweep): Lock | undefined {
  const path = join(found.projectDir, lockFile(found.name));
  if (!existsSync(path)) return undefined;
  const parsed = parseLock(readFileSync(path, 'utf8'));
  if ('lock' in parsed) return parsed.lock;
  throw new Mistake(`${lockPath(found)} cannot be read: ${parsed.problem}.`);
}

const lockPath = ({ root, name }: FoundSweep): string => join(root, lockFile(name));
