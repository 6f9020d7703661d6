import type { Json, JsonObject } from '@nx-tune/search';

/** The params of a trial, as an objective receives them. */
export type ObjectiveParams = JsonObject;

/** Each metric is a number. NaN and the infinities are allowed: a trial has diverged if the sweep's own metric is one of them. */
export type Metrics = { readonly [name: string]: number };

/** The second argument of an objective, after its params. */
export interface Trial {
  readonly id: string;
  /**
   * The sweep's seed, as a string. All trials of a sweep share it, so that they differ only in their params. With `replicates`,
   * it is that of the replicate: each has its own, which configurations share.
   */
  readonly seed: string;
  /** The number of the replicate, from 0: always 0 without `replicates`. */
  readonly replicate: number;
  /**
   * The case that the trial is evaluated on, if the sweep has `cases`: a value of its list, or a file's path relative to the
   * project.
   */
  readonly case?: Json;
  /** Returns numbers in [0, 1) from a stream that depends only on the seed; use it instead of Math.random. */
  rng(): number;
  /** The trial's own output folder; files written here are cached and restored with the result. */
  readonly dir: string;
  /** The total budget of the trial, such as a number of epochs, if the sweep stops trials early. */
  readonly budget?: number;
  /**
   * A folder with a copy of what the trial that this one continues wrote into its `dir`, if it continues one: what was
   * learnt with a smaller budget. To leave a checkpoint for the next trial, write into this trial's own `dir`.
   */
  readonly checkpoint?: string;
  /** Aborted when the run is interrupted. */
  readonly signal: AbortSignal;
  /** Ends the trial because its params make no sense together: a result that is cached and ranked last. */
  infeasible(reason: string): never;
  /** Records a point of the learning curve. `step` is a whole number, such as an epoch. Throws if `stop` ends the trial. */
  report(step: number, metrics: Metrics): void;
  /**
   * Measures how long a function takes, such as a prediction: the median of `repeats` calls (30) after `warmup` calls (3) that do not
   * count, and their spread, in milliseconds. Declare the metric that you make of it as `deterministic: false`.
   */
  measure(run: () => unknown, options?: MeasureOptions): Promise<MeasuredTime>;
}

/** The number of calls with which a function is measured. */
export interface MeasureOptions {
  readonly warmup?: number;
  readonly repeats?: number;
}

/** The time that a function took, in milliseconds. */
export interface MeasuredTime {
  readonly median: number;
  /** The distance between the quartiles. */
  readonly spread: number;
}

/** The default export of an objective module. If it returns a number, that is the sweep's metric. */
export type Objective = (params: ObjectiveParams, trial: Trial) => number | Metrics | Promise<number | Metrics>;

/**
 * The curvature of the function that an objective module minimizes, for `nx-tune theory`: products of its Hessian with vectors,
 * or its gradient and the point at which its curvature is wanted, from which products follow by differences.
 */
export type Curvature = (
  | { readonly dimension: number; readonly hessianVector: (v: Float64Array) => ArrayLike<number> }
  | { readonly gradient: (w: Float64Array) => ArrayLike<number>; readonly at: ArrayLike<number> }
) & {
  /** The variance of a stochastic gradient, `E‖g − E g‖²`, if it is known. */
  readonly noise?: number;
};

/** The export `curvature` of an objective module. */
export type CurvatureOf = (params: ObjectiveParams, trial: Trial) => Curvature | Promise<Curvature>;
