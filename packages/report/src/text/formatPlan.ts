import { escapeControl } from './escapeControl.js';

export interface Plan {
  /** The sweeps that run, such as `digits` or `digits (random)`. */
  readonly sweeps: readonly string[];
  readonly trials: number;
  /** The number of trials that need not be computed. */
  readonly known: number;
  readonly toRun: number;
  /** The number of trials that have their turn after these, of which some may be cached. */
  readonly later?: number;
  readonly parallel: number;
}

/** `12 trials of digits: 9 cached, 3 to run, 2 at a time` */
export function formatPlan({ sweeps, trials, known, toRun, later = 0, parallel }: Plan): string {
  const of = sweeps.length === 0 ? '' : ` of ${sweeps.length > 3 ? `${sweeps.length} sweeps` : sweeps.join(', ')}`;
  const then = later === 0 ? '' : `; then ${later} more, unless cached`;
  return escapeControl(
    `${formatTrialCount(trials)}${of}: ${known} cached, ${toRun} to run, ${parallel} at a time${then}`,
  );
}

export const formatTrialCount = (count: number): string => (count === 1 ? '1 trial' : `${count} trials`);
