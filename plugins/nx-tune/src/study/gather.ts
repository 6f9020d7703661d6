import { join } from 'node:path';

import type { SweepReport } from '@nx-tune/report';
import { type SealMemory, sealProblem } from '@nx-tune/runner';
import type { Metric, PlannedTrial, Sweep } from '@nx-tune/sweep';

import { hasOtherInputs, type KnownInputs } from './hasOtherInputs.js';
import { type EntryRecord, readEntry } from './readEntry.js';
import type { SweepLocation } from './sweepLocation.js';
import { sweepReport } from './sweepReport.js';
import { trialDir } from './trialFolder.js';

/** The report of a sweep, or why it cannot be made: one message for each trial without a result to believe. */
export type Gathered =
  | {
      readonly report: SweepReport;
      /** The number of trials that `fail_fast` kept from starting. */
      readonly notStarted: number;
    }
  | { readonly problems: readonly string[] };

export interface GatherOptions {
  readonly workspaceRoot: string;
  readonly runId: string;
  readonly inputs: KnownInputs;
  readonly artifacts: SealMemory;
}

type GatheredRecord = EntryRecord | { readonly kind: 'other inputs' };

/** Reads the results of a sweep's trials after a run, each only if it is the result that was asked for. */
export function gather(
  sweep: Sweep,
  trials: readonly PlannedTrial[],
  location: SweepLocation,
  { workspaceRoot, runId, inputs, artifacts }: GatherOptions,
): Gathered {
  const records = trials.map((trial) => {
    const record = readWhole(join(workspaceRoot, location.root), trial, sweep.metric, artifacts);
    const folder = trialDir(location.root, trial);
    return record.kind === 'known' && hasOtherInputs(record.entry.run, folder, inputs)
      ? ({ kind: 'other inputs' } as const)
      : record;
  });
  const mayBeMissing = sweep.limits.failFast !== undefined;
  const problems = records.flatMap((record, index) =>
    record.kind === 'missing' && mayBeMissing ? [] : problemsOf(record, trials[index] as PlannedTrial, location),
  );
  if (problems.length > 0) return { problems: shortened(problems) };
  const entries = records.map((record) =>
    record.kind === 'known' ? { ...record.entry, executed: record.entry.run?.runId === runId } : undefined,
  );
  const report = sweepReport(sweep, location, entries);
  return { report, notStarted: trials.length - report.trials.length };
}

/** The entry of a trial whose other files are what the trial left, too. */
function readWhole(projectDir: string, trial: PlannedTrial, metric: Metric, artifacts: SealMemory): EntryRecord {
  const record = readEntry(projectDir, trial, metric);
  const run = record.kind === 'known' ? record.entry.run : undefined;
  const folder = trialDir(projectDir, trial);
  const why = run && sealProblem(folder, run, artifacts);
  return why === undefined ? record : { kind: 'unusable', file: join(folder, 'result.json'), why };
}

/** All of them mostly have one cause. */
const shortened = (problems: readonly string[]): readonly string[] =>
  problems.length <= mostShown
    ? problems
    : [...problems.slice(0, mostShown), `and ${problems.length - mostShown} more without a result`];
const mostShown = 5;

function problemsOf(record: GatheredRecord, trial: PlannedTrial, { root }: SweepLocation): string[] {
  if (record.kind === 'known') return [];
  const folder = trialDir(root, trial);
  const file = join(folder, 'result.json');
  if (record.kind === 'other inputs')
    return [
      `${file} is the result of another run, with other inputs, which has written there meanwhile. Run it again.`,
    ];
  return record.kind === 'missing'
    ? [`trial ${trial.id} has no result: ${file} does not exist. Run it again.`]
    : [`${file} cannot be trusted: ${record.why}. Remove the folder ${folder} and run it again.`];
}
