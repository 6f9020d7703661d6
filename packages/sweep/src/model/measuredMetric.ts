/** A metric that differs from run to run although nothing else does, such as seconds. */
export interface MeasuredMetric {
  readonly name: string;
  /**
   * The distance of a value from the lock's that is allowed, relative to the larger. Without it, a larger difference is only
   * noted.
   */
  readonly tolerance?: number;
  /** The name of the metric that says how far single measurements of this one are apart. */
  readonly spread?: string;
  /** True for that metric itself, which is recorded and not compared. */
  readonly isSpread?: true;
}

/**
 * The number of spreads by which a measured value may differ from the lock's: single measurements are hardly ever as far from
 * their median.
 */
export const spreadsApart = 3;

/**
 * The relative distance of a measured value from the lock's above which a run reports it, where the sweep file declares no
 * tolerance.
 */
export const usualTolerance = 0.1;
