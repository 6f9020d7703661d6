import { chiSquaredTail } from './chiSquared.js';
import { ranksOf } from './ranks.js';
import { studentTails } from './studentT.js';

/** The result of Friedman's test of several candidates on the same blocks. */
export interface Friedman {
  /** The sums of the ranks of each candidate, where the least value of a block has rank 1. */
  readonly rankSums: readonly number[];
  /** The probability of such differences, or larger ones, if all candidates were alike. */
  readonly p: number;
  /**
   * Returns the p-value of the difference between two candidates, after the test has found that some differ. Not corrected for
   * the number of pairs.
   */
  between(one: number, other: number): number;
}

/**
 * Friedman's two-way analysis of variance by ranks, with ties.
 *
 * Source: M. Birattari, T. Stuetzle, L. Paquete and K. Varrentrapp, "A racing algorithm for configuring metaheuristics", GECCO 2002,
 * section 3: the statistic T, chi-squared with n - 1 degrees of freedom, and the comparison of pairs by Student's t with
 * (k - 1)(n - 1); from W. J. Conover, "Practical Nonparametric Statistics", 3rd edition (1999), section 5.8, equations 3 and 8.
 *
 * @param values by candidate and block: each block has a value of each candidate. Infinity is worse than any number.
 */
export function friedman(values: readonly (readonly number[])[]): Friedman {
  const [n, k] = [values.length, values[0]?.length ?? 0];
  const blocks = Array.from({ length: k }, (_, block) => ranksOf(values.map((all) => all[block] ?? Infinity)));
  const rankSums = values.map((_, candidate) => sumOf(blocks.map((ranks) => ranks[candidate] ?? 0)));
  const expected = (k * (n + 1)) / 2;
  // Without ties, this is k n (n + 1) (n - 1) / 12.
  const spread = sumOf(blocks.flat().map((rank) => rank * rank)) - (k * n * (n + 1) ** 2) / 4;
  const between = sumOf(rankSums.map((sum) => (sum - expected) ** 2));
  const isTied = spread <= 0;
  const statistic = isTied ? 0 : ((n - 1) * between) / spread;
  const degrees = (k - 1) * (n - 1);
  const within = Math.max(0, (2 * k * spread * (1 - statistic / (k * (n - 1)))) / degrees);
  return {
    rankSums,
    p: isTied ? 1 : chiSquaredTail(statistic, n - 1),
    between: (one, other) => {
      const difference = Math.abs((rankSums[one] ?? 0) - (rankSums[other] ?? 0));
      if (difference === 0 || isTied) return 1;
      // Every block has the same order.
      return within === 0 ? 0 : studentTails(difference / Math.sqrt(within), degrees);
    },
  };
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
