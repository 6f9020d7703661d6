import type { JsonObject } from '@nx-tune/search';

/** The params of a trial, as an objective gets them. */
export type ObjectiveParams = JsonObject;

/** A metric is a number; NaN and the infinities are allowed and mean that the trial diverged. */
export type Metrics = { readonly [name: string]: number };

/** What an objective is given beside its params. */
export interface Trial {
  readonly id: string;
  /** The sweep's seed, as text. All trials of a sweep have the same one, so that they differ by their params alone. */
  readonly seed: string;
  /** Numbers in [0, 1) from a stream that depends on the seed alone; use it instead of Math.random. */
  rng(): number;
  /** The trial's own output folder; what is written here is cached and restored with the result. */
  readonly dir: string;
  /** How much the trial may take in all, where the sweep stops trials early: so many epochs, say. */
  readonly budget?: number;
  /**
   * A copy of what the trial that this one continues wrote into its `dir`, if it continues one: what was learnt with a
   * smaller budget. What this trial leaves for the next it writes into its own `dir`.
   */
  readonly checkpoint?: string;
  /** Aborted when the run is interrupted. */
  readonly signal: AbortSignal;
  /** Ends the trial, since its params make no sense together: a result that is cached and ranked last. */
  infeasible(reason: string): never;
  /** Records a point of the learning curve. `step` is a whole number, such as an epoch. Throws where `stop` ends the trial. */
  report(step: number, metrics: Metrics): void;
}

/** The default export of an objective module. A bare number is the sweep's metric itself. */
export type Objective = (params: ObjectiveParams, trial: Trial) => number | Metrics | Promise<number | Metrics>;
