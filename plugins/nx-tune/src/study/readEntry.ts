import type { TrialEntry } from '@nx-tune/report';
import { readTrial, type TrialRecord } from '@nx-tune/runner';
import { defined } from '@nx-tune/search';
import { type Metric, type PlannedTrial, resultFor } from '@nx-tune/sweep';

import { readReported } from './readReported.js';
import { trialDir } from './trialFolder.js';

/** The result of a trial, how the trial went and what it reported. */
export type UnnumberedEntry = Omit<TrialEntry, 'number'>;

/** A trial's folder as read: its entry, or why it has none. */
export type EntryRecord =
  | { readonly kind: 'known'; readonly entry: UnnumberedEntry }
  | Exclude<TrialRecord, { readonly kind: 'known' }>;

/** Reads the folder of a trial for a sweep with this metric, and believes only a whole result of this very trial. */
export function readEntry(projectDir: string, trial: PlannedTrial, metric: Metric): EntryRecord {
  const folder = trialDir(projectDir, trial);
  const record = readTrial(folder, { id: trial.id, ...trial.definition });
  if (record.kind !== 'known') return record;
  const { run } = record;
  const result = resultFor(metric, record.result);
  // What is there although the trial reported nothing is not its own.
  const hasCurve = run?.seal === undefined || Object.hasOwn(run.seal.files, 'curve.jsonl');
  const curve = hasCurve ? (readReported(folder) ?? []) : [];
  return { kind: 'known', entry: defined({ result, run, curve: curve.length === 0 ? undefined : curve }) };
}

/** The entry in a trial's folder, or undefined. */
export function findEntry(projectDir: string, trial: PlannedTrial, metric: Metric): UnnumberedEntry | undefined {
  const record = readEntry(projectDir, trial, metric);
  return record.kind === 'known' ? record.entry : undefined;
}
