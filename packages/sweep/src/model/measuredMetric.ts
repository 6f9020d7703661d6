/** A metric that differs from run to run although nothing else does, such as seconds. */
export interface MeasuredMetric {
  readonly name: string;
  /** How far a value may be from the lock's, relative to the larger. Without it, a larger difference is only noted. */
  readonly tolerance?: number;
  /** The name of the metric that says how far single measurements of this one are apart. */
  readonly spread?: string;
  /** True for that metric itself, which is recorded and not compared. */
  readonly isSpread?: true;
}

/** How many spreads a measured value may be from the lock's: single measurements are hardly ever as far from their median. */
export const spreadsApart = 3;

/** How far a measured value may be from the lock's before a run says so, where the sweep file declares no tolerance. */
export const usualTolerance = 0.1;
