import { normalCdf } from '../math/normalCdf.js';
import { ranksOf } from './ranks.js';

/** Up to this number of differences, the distribution is computed and not approximated. */
const mostExact = 50;

/**
 * Wilcoxon's signed-rank test: the probability of such paired differences, or of larger ones in either direction, if they were
 * symmetric about 0. Differences of 0 are left out. With ties, too, the distribution is that of the ranks that there are.
 *
 * Source: F. Wilcoxon, "Individual comparisons by ranking methods", Biometrics Bulletin 1 (1945), 80-83; W. J. Conover, "Practical
 * Nonparametric Statistics", 3rd edition (1999), section 5.7, with equation 5 for the normal approximation of many.
 */
export function signedRank(differences: readonly number[]): number {
  const present = differences.filter((difference) => difference !== 0 && !Number.isNaN(difference));
  if (present.length === 0) return 1;
  // Doubled, since ties have halves.
  const ranks = ranksOf(present.map(Math.abs)).map((rank) => Math.round(2 * rank));
  const positive = sumOf(ranks.filter((_, index) => (present[index] ?? 0) > 0));
  const least = Math.min(positive, sumOf(ranks) - positive);
  return Math.min(1, 2 * (present.length <= mostExact ? exact(ranks, least) : approximate(ranks, least)));
}

/** The share of all choices of signs of which the sum of the positive ranks is at most `most`. */
function exact(ranks: readonly number[], most: number): number {
  let shares = [1];
  for (const rank of ranks) {
    const next = Array.from({ length: shares.length + rank }, () => 0);
    for (const [sum, share] of shares.entries()) {
      next[sum] = (next[sum] ?? 0) + share / 2;
      next[sum + rank] = (next[sum + rank] ?? 0) + share / 2;
    }
    shares = next;
  }
  return sumOf(shares.slice(0, most + 1));
}

function approximate(ranks: readonly number[], least: number): number {
  const [sum, squares] = [sumOf(ranks), sumOf(ranks.map((rank) => rank * rank))];
  // The signed sum has mean 0 and the variance of the ranks' squares; 2 is the step of doubled ranks.
  return normalCdf((2 * least - sum + 2) / Math.sqrt(squares));
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
