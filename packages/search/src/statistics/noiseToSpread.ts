/** The fewest configurations of which the robust measure says more than the standard deviation does. */
const fewestForQuartile = 4;

/**
 * Estimates the noise relative to the differences between configurations, as a ratio of two standard deviations, from two losses
 * of each: those of the same place share their seed. 0 if configurations differ by the same under both seeds, Infinity if they
 * cannot be distinguished from noise.
 *
 * This is the two-way layout of P. E. Shrout and J. L. Fleiss, "Intraclass correlations: uses in assessing rater reliability",
 * Psychological Bulletin 86 (1979), 420-428, where a seed is a rater: what it does to all configurations alike is not noise. Of
 * two losses, the sum varies by noise and by twice the spread, and the difference by noise alone. Both are measured by the first
 * quartile of the distances (P. J. Rousseeuw and C. Croux, "Alternatives to the median absolute deviation", Journal of the
 * American Statistical Association 88 (1993), 1273-1283), since one configuration that is far worse than all others would make
 * any noise seem small.
 */
export function noiseToSpread(pairs: readonly (readonly [number, number])[]): number {
  const sums = pairs.map(([first, second]) => first + second);
  const differences = pairs.map(([first, second]) => first - second);
  const isRobust = pairs.length >= fewestForQuartile && quartileOfDistances(differences) > 0;
  const scale = isRobust ? quartileOfDistances : deviation;
  const noise = scale(differences);
  if (noise === 0) return 0;
  const excess = (scale(sums) / noise) ** 2 - 1;
  return excess > 0 ? Math.sqrt(2 / excess) : Infinity;
}

/** The statistic Qn, without the factors that make it a standard deviation: here only ratios matter. */
function quartileOfDistances(values: readonly number[]): number {
  const distances = values.flatMap((value, index) => values.slice(0, index).map((other) => Math.abs(value - other)));
  const half = Math.floor(values.length / 2) + 1;
  return distances.toSorted((a, b) => a - b)[(half * (half - 1)) / 2 - 1] ?? NaN;
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
