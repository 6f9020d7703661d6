import { meanOf } from './meanOf.js';

/** The variation of the losses of a configuration from replicate to replicate. */
export interface Noise {
  /**
   * The variance of a single value around the configuration's worth: of the luck that all share, and of the configuration's own.
   */
  readonly total: number;
  /** The variance of the configuration's own luck alone: what remains between configurations of the same replicate. */
  readonly own: number;
  /** The degrees of freedom of `total`: few where a replicate's luck is much the same for all configurations. */
  readonly degrees: number;
}

/**
 * A few replicates cannot show that seeds do not matter to all alike: degrees of freedom are counted as if half of the variance
 * were due to that.
 */
const leastShare = 0.5;

/**
 * Measures noise on configurations of which each has the same replicates, at least two: a row of losses for each, in the same
 * order.
 *
 * All configurations share the seeds of replicates, and a seed may suit all of them: rows are then not independent, and their
 * pooled variance is worth fewer degrees of freedom. It is the sum of two mean squares of the two-way layout, whose degrees of
 * freedom F. E. Satterthwaite, "An approximate distribution of estimates of variance components", Biometrics Bulletin 2 (1946),
 * 110-114, approximates.
 */
export function measureNoise(rows: readonly (readonly number[])[]): Noise {
  const [count, replicates] = [rows.length, rows[0]?.length ?? 0];
  const means = rows.map(meanOf);
  const columns = Array.from({ length: replicates }, (_, place) => meanOf(rows.map((row) => row[place] ?? NaN)));
  const middle = meanOf(means);
  const shared = (count * squares(columns, () => middle)) / (replicates - 1);
  if (count === 1) return { total: shared, own: shared, degrees: replicates - 1 };
  const residues = rows.map((row, index) =>
    squares(row, (place) => (means[index] ?? NaN) + (columns[place] ?? NaN) - middle),
  );
  const ownDegrees = (replicates - 1) * (count - 1);
  const own = sumOf(residues) / ownDegrees;
  const [part, rest] = [shared / count, (own * (count - 1)) / count];
  const total = part + rest;
  const share = Math.max(leastShare, total > 0 ? part / total : 0);
  return { total, own, degrees: 1 / (share ** 2 / (replicates - 1) + (1 - share) ** 2 / ownDegrees) };
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const squares = (values: readonly number[], around: (place: number) => number): number =>
  sumOf(values.map((value, place) => (value - around(place)) ** 2));
