import type { Losses } from '../../pareto/dominance.js';
import type { Axis } from '../../space/axis.js';
import type { GpOptions } from '../gp/gpOptions.js';

/**
 * One coordinate per axis, in their order: see `Axis`. A parameter that is not active has none, such as `momentum` when the
 * optimizer does not use it.
 */
export type Point = readonly (number | undefined)[];

/** A trial whose result is known. */
export interface Observation {
  readonly point: Point;
  /** Lower is better, whatever the metric's goal; Infinity if the trial has no metric that can be compared. */
  readonly loss: number;
  /**
   * One loss for each goal, in their order, where there are several goals or constraints on results: also of a trial that
   * violates a constraint, whose `loss` is Infinity. Absent if the trial has no metrics that can be compared.
   */
  readonly losses?: Losses;
  /**
   * For each constraint on results, the amount by which the trial violates it, in the constraint's own unit: at most 0 if it
   * satisfies it. Absent if there are no constraints, or if the trial has no metrics that can be compared.
   */
  readonly violations?: readonly number[];
  /** The number of evaluations that the loss is the mean of, where configurations have several. */
  readonly evaluations?: number;
  /** The duration of the trial, with all of its evaluations; absent where it is not known or does not matter. */
  readonly seconds?: number;
}

/** The request for one point, which is a pure function of these fields. */
export interface AdaptiveRequest {
  readonly axes: readonly Axis[];
  /**
   * Moves a point to where a trial would be: each coordinate on the steps of its parameter, none for a parameter that is not
   * active. Undefined if the space excludes the point.
   */
  snap(point: Point): Point | undefined;
  /** The sweep's seed. */
  readonly seed: string;
  /** The number of the trial in the sweep, from 0. */
  readonly trialNumber: number;
  /** Counts the draws for the same trial, from 0: another is made if an earlier one could not be used. */
  readonly attempt: number;
  /**
   * Results of other sweeps, from best to worst, followed by those of earlier generations, ordered by trial number and never by
   * time of arrival.
   */
  readonly history: readonly Observation[];
  /**
   * The number of observations at the start of the history that the method did not propose: other sweeps', and the user's points.
   */
  readonly given: number;
  /** Points of this generation that are already chosen and have no results yet. */
  readonly pending: readonly Point[];
  /** The number of points that are proposed at once, at least 1. Trials `0 .. generation - 1` are the first generation. */
  readonly generation: number;
  /** The number of goals, if there are several: each observation then has `losses`. */
  readonly goals?: number;
  /** The number of constraints on results, if there are any: observations then have `losses` and `violations`. */
  readonly constraints?: number;
  /** The user's choices for a Gaussian process; other samplers ignore them. */
  readonly gp?: GpOptions;
}

/** Proposes one point; its coordinates for parameters that turn out not to be active are dropped. */
export type AdaptiveSampler = (request: AdaptiveRequest) => Point;
