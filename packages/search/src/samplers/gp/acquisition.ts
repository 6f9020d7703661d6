import { logExpectedImprovement, type LogImprovement } from './expectedImprovement.js';
import { type AcquisitionName, type GpOptions, usualGp } from './gpOptions.js';
import { logNormalCdf } from '../../math/logNormalCdf.js';

/** The worth of a point, with the derivatives that its gradient needs. */
export type AcquisitionSlope = LogImprovement;

/** The worth of a point: higher is better. */
export interface Acquisition {
  /** `mean` and `deviation` are the prediction at the point, and `best` is what it is compared with; lower is better. */
  at(mean: number, deviation: number, best: number): AcquisitionSlope;
  /** True if a user's prior is a factor of the worth, and not a summand, as it is of a logarithm. */
  readonly isProduct: boolean;
}

/** The acquisition that the user chose. To add one, add its line here. */
export function acquisitionOf({ acquisition = usualGp.acquisition, kappa = usualGp.kappa }: GpOptions): Acquisition {
  const all: Readonly<Record<AcquisitionName, Acquisition>> = {
    log_ei: { at: logExpectedImprovement, isProduct: false },
    ei: { at: expectedImprovement, isProduct: true },
    pi: { at: logProbabilityOfImprovement, isProduct: false },
    lcb: { at: (mean, deviation) => lowerBound(mean, deviation, kappa), isProduct: false },
  };
  return all[acquisition];
}

/**
 * The expected improvement itself (Jones, Schonlau and Welch 1998, equation 15). Its maximum is that of the logarithm, but far
 * from good points it is 0 in all its digits, so that a search for the maximum stalls there.
 */
function expectedImprovement(mean: number, deviation: number, best: number): AcquisitionSlope {
  const { value: log, byMean, byDeviation } = logExpectedImprovement(mean, deviation, best);
  const value = Math.exp(log);
  return { value, byMean: byMean * value, byDeviation: byDeviation * value };
}

/**
 * The distance below the best at which an improvement begins, in standard deviations of the losses; without it, only tiny steps
 * are taken.
 */
const margin = 0.01;

/**
 * The logarithm of the probability of improvement by at least a margin (H. J. Kushner, "A New Method of Locating the Maximum
 * Point of an Arbitrary Multipeak Curve in the Presence of Noise", J. Basic Engineering 86 (1964), 97-106): with z = (best -
 * margin - mean) / deviation it is log Phi(z), and its derivative with respect to z is phi(z) / Phi(z).
 */
function logProbabilityOfImprovement(mean: number, deviation: number, best: number): AcquisitionSlope {
  const z = (best - margin - mean) / deviation;
  const { value, slope } = logNormalCdf(z);
  return { value, byMean: -slope / deviation, byDeviation: (-slope * z) / deviation };
}

/**
 * Minus the lower confidence bound, mean - kappa deviation (D. D. Cox and S. John, "SDO: A Statistical Method for Global
 * Optimization", 1997; with bounds on its regret, for a kappa that grows: N. Srinivas, A. Krause, S. Kakade and M. Seeger,
 * "Gaussian Process Optimization in the Bandit Setting: No Regret and Experimental Design", ICML 2010).
 */
const lowerBound = (mean: number, deviation: number, kappa: number): AcquisitionSlope => ({
  value: kappa * deviation - mean,
  byMean: -1,
  byDeviation: kappa,
});
