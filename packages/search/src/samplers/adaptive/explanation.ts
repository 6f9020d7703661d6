import type { AcquisitionName } from '../gp/gpOptions.js';
import type { SimplexMove } from '../nelderMead/simplexSearch.js';
import type { AdaptiveRequest, Point } from './adaptiveSampler.js';

/** The reason why a sampler proposes a point. Losses are in the unit of the metric, lower is better. */
export type ProposedBecause =
  /** There is too little to learn from: the point fills the space. */
  | { readonly kind: 'start' }
  | ModelExplanation
  | ModelsExplanation
  /** Good points are this many times as dense there as others, relative to their numbers. */
  | { readonly kind: 'ratio'; readonly ratio: number; readonly good: number; readonly others: number }
  /** A draw from a normal distribution: its centre, and its overall step as a share of each axis. */
  | { readonly kind: 'distribution'; readonly centre: Point; readonly step: number }
  /** A child of two parents out of the best results; of that many parents, these are dominated by no result. */
  | { readonly kind: 'children'; readonly parents: number; readonly best: number }
  /** A step of a simplex, and how likely it is to be asked for: 1 if it does not depend on results that are still missing. */
  | { readonly kind: 'simplex'; readonly move: SimplexMove; readonly chance: number };

/** The predictions of Gaussian processes at a point, one for each goal and one for each constraint on results. */
export interface ModelsExplanation {
  readonly kind: 'models';
  /** For each goal, the median, and the losses at two standard deviations on either side. */
  readonly goals: readonly Band[];
  /** The probability that the point satisfies all constraints: 1 if there are none. */
  readonly chance: number;
  /**
   * The expected gain of a trial that satisfies them: with several goals, in the hypervolume that the front dominates, in the
   * units of the goals multiplied with each other; with one goal, on the best loss. Absent as long as no trial is feasible, or if
   * the goals are weighed at random instead, since the front has too many parts.
   */
  readonly improvement?: number;
}

/** Losses, or values of a metric. */
export interface Band {
  readonly expected: number;
  readonly low: number;
  readonly high: number;
}

/** The prediction of a Gaussian process at a point. */
export interface ModelExplanation {
  readonly kind: 'model';
  /** The median, and the losses at two standard deviations on either side on the scale that the process models. */
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  readonly acquisition: AcquisitionName;
  /** The acquisition there, as it is compared. */
  readonly worth: number;
  /** The expected gain of the trial on the incumbent. */
  readonly gain: number;
}

/** Explains a point that a sampler has proposed for this request. */
export type Explainer = (request: AdaptiveRequest, point: Point) => ProposedBecause;
