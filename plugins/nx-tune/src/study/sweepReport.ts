import type { SweepReport } from '@nx-tune/report';
import type { Sweep } from '@nx-tune/sweep';

import type { UnnumberedEntry } from './readEntry.js';
import type { SweepLocation } from './sweepLocation.js';

/** The report of a sweep. `entries` holds what is known of each trial, at the index that the trial has in the sweep. */
export function sweepReport(
  sweep: Sweep,
  { project, file }: Pick<SweepLocation, 'project' | 'file'>,
  entries: readonly (UnnumberedEntry | undefined)[],
): SweepReport {
  const { name, method, metric } = sweep;
  const trials = entries.flatMap((entry, number) => (entry === undefined ? [] : [{ number, ...entry }]));
  return { sweep: name, project, file, method, metric, parameters: parameterLabels(sweep), trials };
}

/** The parameters of a sweep as columns. To a reader, a budget is one more parameter. */
export const parameterLabels = ({ space, ladder }: Pick<Sweep, 'space' | 'ladder'>): string[] => [
  ...new Set(space.filter(({ path }) => path.length > 0).map(({ path }) => path.join('.'))),
  ...(ladder === undefined ? [] : [ladder.unit]),
];
