import { normalCdf } from '../../math/normalCdf.js';

/** The logarithm of the expected improvement, and what one needs for its gradient. */
export interface LogImprovement {
  readonly value: number;
  /** Derivatives by mean and by standard deviation. */
  readonly byMean: number;
  readonly byDeviation: number;
}

/**
 * Logarithm of how far a normal variable is expected to fall below `best`. The logarithm keeps its slope where the
 * improvement itself is too small for a number, so that a search for its maximum does not get lost there (S. Ament et al.,
 * "Unexpected Improvements to Expected Improvement for Bayesian Optimization", NeurIPS 2023, section 4.1).
 *
 * With z = (best - mean) / deviation it is log deviation + log(phi(z) + z Phi(z)).
 */
export function logExpectedImprovement(mean: number, deviation: number, best: number): LogImprovement {
  const z = (best - mean) / deviation;
  const { logH, phiOverH, cdfOverH } = z > -3 ? centre(z) : tail(-z);
  return {
    value: Math.log(deviation) + logH,
    byMean: -cdfOverH / deviation,
    byDeviation: phiOverH / deviation,
  };
}

interface Parts {
  readonly logH: number;
  readonly phiOverH: number;
  readonly cdfOverH: number;
}

const logDensity = (z: number): number => -0.5 * z * z - 0.5 * Math.log(2 * Math.PI);

function centre(z: number): Parts {
  const phi = Math.exp(logDensity(z));
  const cdf = normalCdf(z);
  const h = phi + z * cdf;
  return { logH: Math.log(h), phiOverH: phi / h, cdfOverH: cdf / h };
}

/**
 * For x = -z: Phi(-x) = phi(x) / f with Laplace's continued fraction f = x + 1/g and g = x + 2/(x + 3/(x + ...)), hence
 * phi - x Phi = phi (f - x) / f = phi / (f g), without a difference of what is almost equal.
 */
function tail(x: number): Parts {
  let g = x;
  for (let n = 60; n >= 2; n--) g = x + n / g;
  const f = x + 1 / g;
  return { logH: logDensity(x) - Math.log(f * g), phiOverH: f * g, cdfOverH: g };
}
