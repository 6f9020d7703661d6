import { hypervolumeHistory } from '@nx-tune/sweep';

import { ruleOf } from './frontNotes.js';
import { paretoOf } from './paretoOf.js';
import type { FrontData } from './reportData.js';
import type { SweepReport, TrialEntry } from './sweepReport.js';

/** The Pareto front of a sweep as the page shows it, of configurations by the index of their first trial; undefined with one goal. */
export function frontColumns(report: SweepReport, wholes: ReadonlyMap<number, TrialEntry>): FrontData | undefined {
  if (report.metric.goals === undefined) return undefined;
  const ordered = [...wholes].toSorted(([a], [b]) => a - b);
  const { judged, members, reference, hypervolume } = paretoOf(
    ordered.map(([, whole]) => whole),
    report,
  );
  const volumes = hypervolumeHistory(judged, report);
  return {
    members: ordered.flatMap(([index, whole]) => (members.includes(whole) ? [index] : [])),
    pickedBy: ruleOf(report),
    reference,
    hypervolume,
    history: ordered.map(([index], place) => [index, volumes[place] ?? 0]),
  };
}
