import type { ReportProgress, SweepReport, TrialEntry } from '@nx-tune/report';
import { type Lock, type PlannedTrial, trialsInSlots } from '@nx-tune/sweep';

import { countAsked } from './countAsked.js';
import { columnsOf } from './gather.js';
import type { ReadSweep } from './readSweep.js';
import { lockedResult, lockedResults, resolveTrials } from './resolveTrials.js';
import type { TrialReader } from './trialReader.js';

/** A sweep file without mistakes. */
export type GoodSweep = Extract<ReadSweep, { readonly ok: true }>;

/** Of whom a report is. */
export interface Titles {
  readonly project: string;
  /** The sweep file, relative to the workspace. */
  readonly file: string;
}

/** What is known of a sweep that need not be whole. */
export interface SweepSoFar {
  readonly report: SweepReport;
  readonly progress: ReportProgress;
}

/** What stands in the folders of a sweep's trials. Proposes nothing, so that it may be asked for again and again. */
export function resultsSoFar(read: GoodSweep, reader: TrialReader, titles: Titles): SweepSoFar {
  const trials = read.slots.length > 0 ? trialsInSlots(read.sweep, read, reader) : resolveTrials(read, reader);
  return soFar(read, titles, trials, (trial) => reader.find(trial));
}

/** The same, and from the lock what is not there. */
export function knownSoFar(read: GoodSweep, reader: TrialReader, titles: Titles, lock: Lock | undefined): SweepSoFar {
  const locked = lockedResults(lock ?? { trials: [] });
  const byId = new Map(lock?.trials.map((trial) => [trial.id, lockedResult(trial)]));
  const trials = resolveTrials(read, {
    ofTrial: (trial) => reader.ofTrial(trial) ?? locked.ofTrial(trial),
    inSlot: reader.inSlot,
  });
  return soFar(read, titles, trials, (trial) => {
    const result = byId.get(trial.id);
    return reader.find(trial) ?? (result && { result });
  });
}

function soFar(
  read: GoodSweep,
  titles: Titles,
  trials: readonly (PlannedTrial | undefined)[],
  find: (trial: PlannedTrial) => Omit<TrialEntry, 'number'> | undefined,
): SweepSoFar {
  const { name, method, metric } = read.sweep;
  const entries = trials.flatMap((trial, number) => {
    const found = trial && find(trial);
    return found === undefined ? [] : [{ number, ...found }];
  });
  const report = { ...titles, sweep: name, method, metric, parameters: columnsOf(read.sweep), trials: entries };
  return { report, progress: { done: entries.length, total: countAsked(read) } };
}
