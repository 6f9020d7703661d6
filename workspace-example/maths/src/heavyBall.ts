export interface StepOptions {
  /** Learning rate, > 0. */
  readonly stepSize: number;
  /** Share of the last step that is kept, in [0, 1). 0 is plain gradient descent. */
  readonly momentum: number;
}

/**
 * One step of Polyak's heavy ball (1964): v = momentum * v - stepSize * g, then w = w + v. All arrays have one shape.
 * Along a constant gradient the step grows to stepSize / (1 - momentum).
 */
export function heavyBall(
  weights: Float64Array,
  velocity: Float64Array,
  gradient: Float64Array,
  options: StepOptions,
): void {
  const { stepSize, momentum } = options;
  for (let i = 0; i < weights.length; i++) {
    const v = momentum * velocity[i]! - stepSize * gradient[i]!;
    velocity[i] = v;
    weights[i]! += v;
  }
}
