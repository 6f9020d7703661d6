import type { Json } from '@nx-tune/search';
import type {
  Aggregate,
  Baseline,
  Metric,
  MetricValue,
  PickRule,
  Preference,
  ReplicatesChoice,
  Search,
  TrialResult,
  TrialRun,
} from '@nx-tune/sweep';

/** Everything that leaderboards and reports show about a sweep. */
export interface SweepReport {
  readonly sweep: string;
  /** Name of the Nx project. */
  readonly project: string;
  /** Path of the sweep file, relative to the workspace. */
  readonly file: string;
  readonly method: string;
  readonly metric: Metric;
  /** Dotted labels in the file's order, followed by the unit of budgets if trials have them. */
  readonly parameters: readonly string[];
  /** Those of them that the file declares on a logarithmic scale. */
  readonly logarithmic?: readonly string[];
  /** The values that the file lists for some of them, in its order. */
  readonly listed?: ReadonlyMap<string, readonly Json[]>;
  /** The smallest and the largest value that the file allows for some of them. */
  readonly bounds?: ReadonlyMap<string, readonly [number, number]>;
  /** The number of times that each configuration is run; absent if once. */
  readonly replicates?: number;
  /** The reason for that number, if it was chosen and is known. */
  readonly chosen?: ReplicatesChoice;
  /** The rule that chooses the best configuration; absent for `mean`, which without replicates is what was seen. */
  readonly pick?: PickRule;
  /** The rule that picks one of a Pareto front; absent for the knee, and with one goal. */
  readonly prefer?: Preference;
  /** The point from which the user measures the hypervolume of a front, by the names of goals. */
  readonly reference?: { readonly [name: string]: number };
  /** The cases on which each configuration is evaluated; absent if not on several. */
  readonly cases?: readonly Json[];
  /** The rule that combines the metric's values on the cases, if not their mean. */
  readonly aggregate?: Aggregate;
  /** True if configurations are dropped before they are evaluated on everything. */
  readonly isRace?: boolean;
  /** The points that the result is compared with, in the file's order; absent if there are none. */
  readonly baselines?: readonly ReportBaseline[];
  /** The price of an hour of computing, if the file gives one. */
  readonly pricePerHour?: number;
  /** The search of a Gaussian process, so that its steps can be shown; absent if none searched. */
  readonly search?: Search;
  readonly trials: readonly TrialEntry[];
}

/** A baseline, and whether it is a point of the search space. */
export interface ReportBaseline extends Baseline {
  readonly isInside: boolean;
}

/** One trial of a sweep. */
export interface TrialEntry {
  /** Index in the sweep, from 0. */
  readonly number: number;
  readonly result: TrialResult;
  /** Facts of its execution; absent if they are unknown. */
  readonly run?: TrialRun;
  /** True if this run computed it, false if it was restored; absent if no run is known. */
  readonly executed?: boolean;
  /** The names of the baselines that it is, if it is one. */
  readonly baseline?: string;
  /** The points that it reported, step by step. */
  readonly curve?: readonly ReportedPoint[];
  /** The trials that the entry represents, if it is a configuration with replicates: see `configurationsOf`. */
  readonly replicates?: Replicates;
  /**
   * The evaluations that the entry represents, if it is a configuration on several cases, with or without replicates: see
   * `wholeOnCases`.
   */
  readonly cases?: OnCases;
}

/** The evaluations of a configuration on cases. */
export interface OnCases {
  /** Those with a result: all cases, then those of the next replicate. */
  readonly entries: readonly TrialEntry[];
  /** The number of cases that there will be, and the number of evaluations on them. */
  readonly asked: number;
  readonly evaluations: number;
}

/** The replicates of a configuration. */
export interface Replicates {
  /** Those with a result, by their number. */
  readonly entries: readonly TrialEntry[];
  /** The number of replicates that there will be. */
  readonly asked: number;
  /** The standard error of the mean of each metric; empty if there is only one result. */
  readonly standardErrors: { readonly [metric: string]: number };
  /** True if those after the first have only measured noise, and a single one was chosen: the metrics are those of the first. */
  readonly isFirstAlone?: true;
}

/** One call of `report()`. */
export interface ReportedPoint {
  readonly step: number;
  readonly metrics: { readonly [name: string]: MetricValue };
}
