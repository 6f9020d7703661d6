import type { Axis } from '../../space/axis.js';

/**
 * One coordinate per axis, in their order: see `Axis`. A parameter that is not active has none: `momentum`, say, where the
 * optimizer is not one that has a momentum.
 */
export type Point = readonly (number | undefined)[];

/** A trial whose result is known. */
export interface Observation {
  readonly point: Point;
  /** Lower is better, whatever the metric's goal; Infinity where there is none to compare. */
  readonly loss: number;
}

/** What a sampler that learns is asked for: one point, as a pure function of these fields. */
export interface AdaptiveRequest {
  readonly axes: readonly Axis[];
  /**
   * The point as a trial has it: each coordinate on the parameter's own steps, none where the parameter is not active.
   * Undefined, where the space excludes the point.
   */
  snap(point: Point): Point | undefined;
  /** The sweep's seed. */
  readonly seed: string;
  /** Which trial of the sweep the point is for, from 0. */
  readonly trialNumber: number;
  /** Tells draws for the same trial apart, where an earlier one could not be used. From 0. */
  readonly attempt: number;
  /**
   * Results of other sweeps, from best to worst; then those of the generations before, ordered by trial number, never by when
   * they came.
   */
  readonly history: readonly Observation[];
  /** So many at the beginning of the history are none of the method's own: results of other sweeps, and the user's points. */
  readonly given: number;
  /** Points of this generation that were chosen already and have no results yet. */
  readonly pending: readonly Point[];
  /** How many points are proposed at once, from 1. Trials `0 .. generation - 1` are one generation, and so on. */
  readonly generation: number;
}

/** Returns one point; what it says of parameters that turn out not to be active is dropped. */
export type AdaptiveSampler = (request: AdaptiveRequest) => Point;
