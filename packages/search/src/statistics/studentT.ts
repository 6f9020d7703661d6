import { betaCdf } from '../math/beta.js';

/** The probability that a variable with Student's t distribution is farther from 0 than a value. Source: DLMF 8.17, as I_x(k/2, 1/2). */
export const studentTails = (value: number, degrees: number): number =>
  betaCdf(degrees / (degrees + value * value), degrees / 2, 0.5);
