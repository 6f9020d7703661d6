import type { Metric, Outcome } from '@nx-tune/sweep';

/** The data behind the report's page and its figures. Arrays are indexed by trial, in the sweep's order. */
export interface ReportData {
  readonly title: string;
  readonly project: string;
  readonly sweep: string;
  readonly file: string;
  readonly method: string;
  readonly metric: Metric;
  readonly trials: TrialColumns;
  /** Parameters that differ between trials, in the file's order. */
  readonly params: readonly ParamData[];
  /** Parameters that are the same in every trial. */
  readonly constants: readonly ParamData[];
  /** The sweep's metric first, with several goals the others in their order, then all other metrics by name. */
  readonly metrics: readonly MetricData[];
  /** Index of the best completed trial, with several goals of the one that is picked. */
  readonly best: number | null;
  /** The Pareto front. Absent with one goal. */
  readonly front?: FrontData;
  /** The rules for results. Absent if there are none. */
  readonly rules?: readonly RuleData[];
  /** The violations of these rules, by index of a configuration's first trial. Absent if there are none. */
  readonly violating?: { readonly [index: string]: ViolatingData };
  /** Beside `configurations`, the values of all metrics of trials that violate rules by themselves, by index; a mean may not. */
  readonly violatingReplicates?: { readonly [index: string]: ViolatingData['values'] };
  /** The baselines, each with the index of its first trial, if it has one. Absent if the sweep has none. */
  readonly baselines?: readonly BaselineData[];
  /** With replicates, the configurations, each at the index of its first replicate. */
  readonly configurations?: ConfigurationColumns;
  /** The best configurations that have more than one value, the best first. Absent without replicates. */
  readonly checked?: readonly CheckedData[];
  readonly importance: ImportanceData | null;
  readonly curves: readonly CurveData[];
  /** The beliefs of a Gaussian process, step by step. Absent if none searched. */
  readonly model?: ModelData;
  /** The price of an hour of computing, if the file gives one. */
  readonly pricePerHour?: number;
  /** The time and usage of each trial, if they are known. The only part that differs between two runs of the same sweep. */
  readonly timing?: readonly (TimingData | null)[];
}

export interface TrialColumns {
  readonly number: readonly number[];
  readonly id: readonly string[];
  /** From 1, the best first. */
  readonly rank: readonly number[];
  readonly outcome: readonly Outcome['kind'][];
  readonly seed: readonly string[];
  /** The names of the baselines that a trial is; empty if it is none. Absent if the sweep has none. */
  readonly baseline?: readonly string[];
  /** The reasons why trials did not complete, by index of the trial. */
  readonly reasons: { readonly [index: string]: string };
}

/** The Pareto front of several goals, which are the first metrics. Configurations are the indices of their first trials. */
export interface FrontData {
  /** Those that no other dominates. */
  readonly members: readonly number[];
  /** The rule that picks one of them, as it follows "picked": `by knee, since it gives up least of all goals`. */
  readonly pickedBy: string;
  /** For each goal, the value from which the hypervolume is measured. */
  readonly reference: readonly number[];
  readonly hypervolume: number;
  /** The front's hypervolume after each configuration. */
  readonly history: readonly (readonly [index: number, hypervolume: number])[];
}

export interface RuleData {
  readonly text: string;
  /** The metrics that it compares. */
  readonly metrics: readonly string[];
  /** The regions that it excludes by comparing a single metric with a number. */
  readonly excluded: readonly ExcludedRegion[];
}

/** The values of a metric above or below a bound. */
export interface ExcludedRegion {
  readonly metric: string;
  readonly side: 'above' | 'below';
  readonly bound: number;
}

/** A configuration that violates rules. */
export interface ViolatingData {
  readonly rules: readonly string[];
  /** The values of all metrics, in the order of `metrics`. */
  readonly values: readonly (number | null)[];
}

/** Configurations as columns, with a value for each trial. */
export interface ConfigurationColumns {
  /** The index of the first replicate of the same configuration. */
  readonly first: readonly number[];
  /**
   * The mean of each metric, in the order of `metrics`; null for all but the first replicate, and for what cannot be put on an
   * axis.
   */
  readonly means: readonly (readonly (number | null)[])[];
  /** The standard errors of these means, in the same order; null where there is a single value. */
  readonly spreads: readonly (readonly (number | null)[])[];
  /** The standard errors of the sweep's metric, as texts. */
  readonly errors: readonly string[];
  /** The number of replicates that have a result, and of all, as texts. */
  readonly replicates: readonly string[];
  /** These texts for cases, if there are any. */
  readonly cases?: readonly string[];
  /** The number of them that did not complete, by index of the first. */
  readonly broken: { readonly [index: string]: string };
}

/** A baseline that charts show as a line. */
export interface BaselineData {
  readonly name: string;
  readonly index: number | null;
}

/** A configuration with replicates: what was seen of it at first, and what later replicates said. */
export interface CheckedData {
  /** Index of its first replicate. */
  readonly index: number;
  readonly seen: number;
  readonly later: readonly number[];
  /** The mean of the later ones, and its standard error: 0 for a single one. */
  readonly mean: number;
  readonly error: number;
}

/** A parameter as a column. */
export interface ParamData {
  readonly label: string;
  /** Its keys within the params; empty for a budget, which is not one of the params. */
  readonly path: readonly string[];
  /** Numbers, or the texts of categories. */
  readonly scale: 'linear' | 'log' | 'category';
  /** For numbers, the smallest and the largest value that the file allows, if it does. */
  readonly bounds?: readonly [number, number];
  /** For categories, the values as JSON. */
  readonly categories?: readonly unknown[];
  /** A number or the index of a category; null if a trial does not have the parameter. */
  readonly values: readonly (number | null)[];
}

export interface MetricData {
  readonly name: string;
  /** Null if there is none, or if it cannot be put on an axis. */
  readonly values: readonly (number | null)[];
}

/** The importance of parameters. */
export interface ImportanceData {
  /** The share of the metric's variance that each explains by itself, the most first; empty if the model knows too little. */
  readonly parameters: readonly ImportancePart[];
  /** The accuracy with which the underlying model predicts trials that it has not seen: R², at most 1. */
  readonly fit?: number;
  /** The number of trials that have a value. */
  readonly trials?: number;
  /** The number of parameters with which the model predicts about as well as with all. */
  readonly dimension?: number;
  /** Parameters whose values are others among the best trials than among all; how many trials those are. */
  readonly top?: {
    readonly trials: number;
    readonly parameters: readonly { readonly label: string; readonly fraction: number }[];
  };
}

export interface ImportancePart {
  readonly label: string;
  readonly fraction: number;
  readonly deviation: number;
}

/** The learning curves of one metric, from calls of `report()`. */
export interface CurveData {
  readonly metric: string;
  /** For each trial its index, its steps and its values. */
  readonly lines: readonly (readonly [trial: number, steps: readonly number[], values: readonly (number | null)[]])[];
}

/** The steps of a search by a Gaussian process, along parameters that vary. */
export interface ModelData {
  readonly acquisition: string;
  /** Labels of parameters, with the values along each: numbers, or indices of categories. */
  readonly axes: readonly { readonly label: string; readonly values: readonly number[] }[];
  readonly steps: readonly ModelStepData[];
}

/** The beliefs of the process when it proposed one trial. */
export interface ModelStepData {
  /** Index of the trial. */
  readonly trial: number;
  /** Index of the best one that was known, through which the slices go; -1 if that is of another sweep. */
  readonly through: number;
  /** Trials with a smaller number were known. */
  readonly known: number;
  /** For each axis: mean, low, high, and acquisition along its values; null where the best one does not have the parameter. */
  readonly slices: readonly (readonly [mean: Line, low: Line, high: Line, acquisition: Line] | null)[];
}

type Line = readonly number[];

export interface TimingData {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** With the trials that it continues, if it does and if their times are known. */
  readonly wholeMs?: number;
  /** Absent where they are not known. */
  readonly cpuMs?: number;
  readonly peakMemoryBytes?: number;
}
