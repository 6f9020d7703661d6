/** A linear map from features to one score per class. */
export interface Model {
  readonly width: number;
  readonly classes: number;
  /**
   * Shape [width + 1, classes], row-major; the last row is the bias.
   * Feature-major, so that a feature that is zero (four of five pixels) skips one contiguous row.
   */
  readonly weights: Float64Array;
}

/** All weights zero. The loss is convex, so the start decides nothing but the way. */
export function createModel(width: number, classes: number): Model {
  return { width, classes, weights: new Float64Array((width + 1) * classes) };
}
