import type { Metric, MetricValue, TrialResult, TrialRun } from '@nx-tune/sweep';

/** Everything that leaderboards and reports show of a sweep. */
export interface SweepReport {
  readonly sweep: string;
  /** Name of the Nx project. */
  readonly project: string;
  /** Path of the sweep file, relative to the workspace. */
  readonly file: string;
  readonly method: string;
  readonly metric: Metric;
  /** Dotted labels in the file's order; then what budgets count, if trials have them. */
  readonly parameters: readonly string[];
  readonly trials: readonly TrialEntry[];
}

/** One trial of a sweep. */
export interface TrialEntry {
  /** Index in the sweep, from 0. */
  readonly number: number;
  readonly result: TrialResult;
  /** How it went; absent when that is not known. */
  readonly run?: TrialRun;
  /** Computed by this run, or else restored; absent where no run is told of. */
  readonly executed?: boolean;
  /** What `report()` said, step by step. */
  readonly curve?: readonly Reported[];
}

export interface Reported {
  readonly step: number;
  readonly metrics: { readonly [name: string]: MetricValue };
}
