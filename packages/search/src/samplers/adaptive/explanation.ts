import type { AcquisitionName } from '../gp/gpOptions.js';
import type { SimplexMove } from '../nelderMead/simplexSearch.js';
import type { AdaptiveRequest, Point } from './adaptiveSampler.js';

/** Why a sampler proposes a point. Losses are in the unit of the metric, lower is better. */
export type ProposedBecause =
  /** There is too little to learn from: the point fills the space. */
  | { readonly kind: 'start' }
  | ModelExplanation
  /** Good points are this many times as dense there as others, relative to their numbers. */
  | { readonly kind: 'ratio'; readonly ratio: number; readonly good: number; readonly others: number }
  /** A draw from a normal distribution: its centre, and its overall step as a share of each axis. */
  | { readonly kind: 'distribution'; readonly centre: Point; readonly step: number }
  /** A step of a simplex, and how likely it is to be asked for: 1 if it does not depend on results that are still missing. */
  | { readonly kind: 'simplex'; readonly move: SimplexMove; readonly chance: number };

/** What a Gaussian process expects at a point. */
export interface ModelExplanation {
  readonly kind: 'model';
  /** The median, and the losses at two standard deviations on either side on the scale that the process models. */
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  readonly acquisition: AcquisitionName;
  /** The acquisition there, as it is compared. */
  readonly worth: number;
  /** What the trial is expected to gain on the incumbent. */
  readonly gain: number;
}

/** Explains a point that a sampler has proposed for this request. */
export type Explainer = (request: AdaptiveRequest, point: Point) => ProposedBecause;
