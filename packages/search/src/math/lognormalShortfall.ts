import { normalCdf } from './normalCdf.js';

/**
 * Returns the expected shortfall of a lognormal variable below a threshold: the mean of max(0, exp(a) - exp(X)) for a normal X
 * with mean `mu` and standard deviation `sigma`, which is the value of a put option (F. Black and M. Scholes, "The Pricing of
 * Options and Corporate Liabilities", Journal of Political Economy 81 (1973), equation 13 without interest): exp(a) Phi(d) -
 * exp(mu + sigma^2 / 2) Phi(d - sigma), d = (a - mu) / sigma.
 */
export function lognormalShortfall(a: number, mu: number, sigma: number): number {
  if (!(sigma > 0)) return Math.max(0, Math.exp(a) - Math.exp(mu));
  const d = (a - mu) / sigma;
  return Math.max(0, Math.exp(a) * normalCdf(d) - Math.exp(mu + sigma ** 2 / 2) * normalCdf(d - sigma));
}
