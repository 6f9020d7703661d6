import { normalCdf } from './normalCdf.js';

/** The logarithm of the cumulative distribution function of the standard normal, log Phi(z), and its derivative; in the lower tail by Laplace's continued fraction f, where Phi(-x) = phi(x) / f. */
export function logNormalCdf(z: number): { readonly value: number; readonly slope: number } {
  const logDensity = -0.5 * z * z - 0.5 * Math.log(2 * Math.PI);
  if (z > -3) return { value: Math.log(normalCdf(z)), slope: Math.exp(logDensity) / normalCdf(z) };
  let f = -z;
  for (let n = 60; n >= 1; n--) f = -z + n / f;
  return { value: logDensity - Math.log(f), slope: f };
}
