import type { ReportProgress, SweepReport } from '@nx-tune/report';
import { type PlannedTrial, trialsInSlots } from '@nx-tune/sweep';

import { countAsked } from './countAsked.js';
import type { ExpandedSweep } from './readSweep.js';
import { resolveTrials, trialsOfTop } from './resolveTrials.js';
import type { SweepLocation } from './sweepLocation.js';
import { sweepReport } from './sweepReport.js';
import type { TrialReader } from './trialReader.js';

/** The results of a sweep that may be running. */
export interface SweepSoFar {
  readonly report: SweepReport;
  readonly progress: ReportProgress;
}

/** Reports the results in the folders of a sweep's trials. Proposes nothing, so that it can be called every second. */
export function sweepSoFar(
  read: ExpandedSweep,
  reader: TrialReader,
  location: Pick<SweepLocation, 'project' | 'file'>,
): SweepSoFar {
  const trials = read.slots.length > 0 ? inSlots(read, reader) : resolveTrials(read, reader);
  const entries = trials.map((trial) => trial && reader.find(trial));
  const report = sweepReport(read.sweep, location, entries);
  return { report, progress: { done: report.trials.length, total: Math.max(countAsked(read), entries.length) } };
}

function inSlots(read: ExpandedSweep, reader: TrialReader): readonly (PlannedTrial | undefined)[] {
  const trials = trialsInSlots(read.sweep, read, reader);
  const known = trials.filter((trial) => trial !== undefined);
  return known.length < trials.length ? trials : [...trials, ...trialsOfTop(read, known, reader)];
}
