/** Regrets on the scale that the process models, with mean 0 and deviation 1. */
export interface Warped {
  readonly values: Float64Array;
  /** Logarithm of the Jacobian of the change of scale: the sum of log dvalue/dloss over the losses. */
  readonly logSlopes: number;
  /** Mean and deviation of log(1 + c regret), or of the regret if c is 0, which the values are standardised by. */
  readonly mean: number;
  readonly deviation: number;
}

/**
 * Distances from the lowest loss, in units of the median distance of the others. A trial without a loss counts as the worst
 * that has one.
 */
export function regretsOf(losses: readonly number[]): number[] {
  const { low, worst, spread } = regretScale(losses);
  if (!(spread > 0) || !Number.isFinite(worst - low)) return losses.map((loss) => (loss > low ? 1 : 0));
  return losses.map((loss) => (Math.min(loss, worst) - low) / spread);
}

/** The lowest and the highest finite loss, and the median distance of the others from the lowest, which is the unit of regrets. */
export function regretScale(losses: readonly number[]): {
  readonly low: number;
  readonly worst: number;
  readonly spread: number;
} {
  const finite = losses.filter((loss) => loss < Infinity);
  const [low, worst] = [Math.min(...finite), Math.max(...finite)];
  const above = finite.filter((loss) => loss > low).toSorted((a, b) => a - b);
  return { low, worst, spread: (above[Math.floor(above.length / 2)] ?? low) - low };
}

/**
 * Standardises log(1 + c regret), which is almost linear if c is small, and counts each further digit equally if c is large
 * (a warped process: E. Snelson, C. E. Rasmussen and Z. Ghahramani, "Warped Gaussian Processes", NIPS 2003). With c = 0, its
 * limit, it standardises the regrets themselves.
 */
export function warp(regrets: readonly number[], strength: number): Warped {
  const values = Float64Array.from(regrets, (regret) => (strength === 0 ? regret : Math.log1p(strength * regret)));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  if (!(deviation > 0)) return { values: values.map(() => 0), logSlopes: 0, mean, deviation: 0 };
  const logSlopes =
    strength === 0
      ? -values.length * Math.log(deviation)
      : values.length * Math.log(strength / deviation) - values.reduce((sum, value) => sum + value, 0);
  return { values: values.map((value) => (value - mean) / deviation), logSlopes, mean, deviation };
}

/** The regret that a standardised value represents: the inverse of `warp`. */
export function unwarp(
  value: number,
  { mean, deviation }: Pick<Warped, 'mean' | 'deviation'>,
  strength: number,
): number {
  const inner = value * deviation + mean;
  return strength === 0 ? inner : Math.expm1(inner) / strength;
}
