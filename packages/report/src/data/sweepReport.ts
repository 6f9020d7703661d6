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
  /** How often each configuration is run; absent if once. */
  readonly replicates?: number;
  /** How that number was chosen, if it was and is known. */
  readonly chosen?: ReplicatesChoice;
  /** How the best configuration is chosen; absent for `mean`, which without replicates is what was seen. */
  readonly pick?: PickRule;
  /** How one of a Pareto front is picked; absent for the knee, and with one goal. */
  readonly prefer?: Preference;
  /** Where the user measures the hypervolume of a front from, by the names of goals. */
  readonly reference?: { readonly [name: string]: number };
  /** What each configuration is evaluated on; absent if not on several cases. */
  readonly cases?: readonly Json[];
  /** How the metric of a configuration follows from its values on the cases, if not as their mean. */
  readonly aggregate?: Aggregate;
  /** Whether configurations are dropped before they are evaluated on everything. */
  readonly isRace?: boolean;
  /** The points that the result is compared with, in the file's order; absent if there are none. */
  readonly baselines?: readonly ReportBaseline[];
  /** What an hour of computing costs, if the file says so. */
  readonly pricePerHour?: number;
  /** What a Gaussian process searched, so that its steps can be shown; absent if none did. */
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
  /** The trials that the entry stands for, if it is a configuration with replicates: see `configurationsOf`. */
  readonly replicates?: Replicates;
  /** The same if it is one on several cases, with or without replicates: see `wholeOnCases`. */
  readonly cases?: OnCases;
}

/** The evaluations of a configuration on cases. */
export interface OnCases {
  /** Those with a result: all cases, then those of the next replicate. */
  readonly entries: readonly TrialEntry[];
  /** How many cases there are to be, and how many evaluations on them. */
  readonly asked: number;
  readonly evaluations: number;
}

/** The replicates of a configuration. */
export interface Replicates {
  /** Those with a result, by their number. */
  readonly entries: readonly TrialEntry[];
  /** How many there are to be. */
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
