import { betaQuantile } from '../math/beta.js';

/**
 * Quantile of Student's t distribution, for 0 < u < 1 and any positive degrees of freedom.
 *
 * Source: M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, 26.5.27: if t has ν degrees of freedom,
 * ν / (ν + t²) has the beta distribution with ν/2 and 1/2.
 */
export function studentQuantile(u: number, degrees: number): number {
  if (u < 0.5) return -studentQuantile(1 - u, degrees);
  const x = betaQuantile(2 * (1 - u), degrees / 2, 0.5);
  return x >= 1 ? 0 : Math.sqrt((degrees * (1 - x)) / x);
}
