import { normalCdf } from '../../math/normalCdf.js';

/** The logarithm of the expected improvement, with the derivatives that its gradient needs. */
export interface LogImprovement {
  readonly value: number;
  /** Derivative with respect to the mean. */
  readonly byMean: number;
  /** Derivative with respect to the standard deviation. */
  readonly byDeviation: number;
}

/**
 * The logarithm of the amount by which a normal variable is expected to fall below `best`. The logarithm keeps its slope
 * where the improvement itself underflows, so that a search for its maximum does not stall there (S. Ament et al.,
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
 * With x = -z, Phi(-x) = phi(x) / f with Laplace's continued fraction f = x + 1/g and g = x + 2/(x + 3/(x + ...)), so
 * phi - x Phi = phi (f - x) / f = phi / (f g), which avoids the difference of two almost equal numbers.
 */
function tail(x: number): Parts {
  let g = x;
  for (let n = 60; n >= 2; n--) g = x + n / g;
  const f = x + 1 / g;
  return { logH: logDensity(x) - Math.log(f * g), phiOverH: f * g, cdfOverH: g };
}
