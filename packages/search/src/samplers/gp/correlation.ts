import type { KernelName } from './gpOptions.js';

/** A kernel of variance 1 as a function of the squared distance r2, and its derivative with respect to r2. */
export interface Correlation {
  at(r2: number): number;
  slopeAt(r2: number): number;
  /** Writes `at` of many squared distances, times a scale, and `slopeAt` if it is wanted: the two have their exponential in common. */
  fill(scale: number, r2: Float64Array, values: Float64Array, slopes?: Float64Array): void;
}

const root5 = Math.sqrt(5);

/** Matérn's kernel with nu = 5/2: twice differentiable (Rasmussen and Williams 2006, equation 4.17). */
const matern52: Correlation = {
  at: (r2) => {
    const a = root5 * Math.sqrt(r2);
    return (1 + a + (a * a) / 3) * Math.exp(-a);
  },
  slopeAt: (r2) => {
    const a = root5 * Math.sqrt(r2);
    return (-5 / 6) * (1 + a) * Math.exp(-a);
  },
  fill: (scale, r2, values, slopes) => {
    for (let i = 0; i < r2.length; i++) {
      const a = root5 * Math.sqrt(r2[i] as number);
      const exp = Math.exp(-a);
      values[i] = scale * ((1 + a + (a * a) / 3) * exp);
      if (slopes !== undefined) slopes[i] = scale * ((-5 / 6) * (1 + a) * exp);
    }
  },
};

/** The squared exponential kernel, also called radial basis function: infinitely differentiable (Rasmussen and Williams 2006, equation 4.9). */
const rbf: Correlation = {
  at: (r2) => Math.exp(-0.5 * r2),
  slopeAt: (r2) => -0.5 * Math.exp(-0.5 * r2),
  fill: (scale, r2, values, slopes) => {
    for (let i = 0; i < r2.length; i++) {
      const exp = Math.exp(-0.5 * (r2[i] as number));
      values[i] = scale * exp;
      if (slopes !== undefined) slopes[i] = scale * (-0.5 * exp);
    }
  },
};

/** To add a kernel, add its line here. */
export const correlations: Readonly<Record<KernelName, Correlation>> = { matern52, rbf };

/** The squared distance in one dimension; that of different categories is 1. */
export function squaredDistance(a: number, b: number, isCategorical: boolean): number {
  if (isCategorical) return a === b ? 0 : 1;
  return (a - b) * (a - b);
}
