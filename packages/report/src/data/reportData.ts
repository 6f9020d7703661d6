import type { Metric, Outcome } from '@nx-tune/sweep';

/** What the report's page and its figures are drawn from. Arrays go by index of the trial, in the sweep's order. */
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
  /** The sweep's metric first, then the others by name. */
  readonly metrics: readonly MetricData[];
  /** Index of the best completed trial. */
  readonly best: number | null;
  readonly importance: ImportanceData | null;
  readonly curves: readonly CurveData[];
  /** How it went; left out where that is not known. The only part that differs between two runs of the same sweep. */
  readonly timing?: readonly (TimingData | null)[];
}

export interface TrialColumns {
  readonly number: readonly number[];
  readonly id: readonly string[];
  /** From 1, the best first. */
  readonly rank: readonly number[];
  readonly outcome: readonly Outcome['kind'][];
  readonly seed: readonly string[];
  /** Why a trial did not complete; by index of the trial. */
  readonly reasons: { readonly [index: string]: string };
}

/** A parameter as a column. */
export interface ParamData {
  readonly label: string;
  /** Keys that lead to it in the params; none for a budget, which is not one of them. */
  readonly path: readonly string[];
  /** Numbers, or the texts of categories. */
  readonly scale: 'linear' | 'log' | 'category';
  /** For categories, the values as JSON. */
  readonly categories?: readonly unknown[];
  /** A number or the index of a category; null where a trial does not have the parameter. */
  readonly values: readonly (number | null)[];
}

export interface MetricData {
  readonly name: string;
  /** Null where there is none, and where it has no place on an axis. */
  readonly values: readonly (number | null)[];
}

/** How much of the metric's variance each parameter explains by itself. */
export interface ImportanceData {
  readonly parameters: readonly { readonly label: string; readonly fraction: number; readonly deviation: number }[];
  /** How well the model that says so predicts trials that it has not seen: R², at most 1. */
  readonly fit?: number;
}

/** What `report()` said of one metric. */
export interface CurveData {
  readonly metric: string;
  /** Index of the trial, its steps and its values. */
  readonly lines: readonly (readonly [trial: number, steps: readonly number[], values: readonly (number | null)[]])[];
}

export interface TimingData {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
}
