import type { Axis } from '../../space/axis.js';
import type { Point } from './adaptiveSampler.js';

/** The prior's exponent is this over the number of observations. */
const confidence = 10;
/** Floor on the prior density relative to its peak, so that a wrong prior can be overridden. */
const densityFloor = 0.01;

/** True if the user gave a prior for an axis. */
export const hasPrior = (axes: readonly Axis[]): boolean => axes.some(({ prior }) => prior !== undefined);

/**
 * The logarithm of the prior to the power of confidence / n, which is added to the logarithm of an acquisition, so that the
 * prior matters less with each observation (C. Hvarfner et al., "πBO: Augmenting Acquisition Functions with User Beliefs for Bayesian Optimization", ICLR
 * 2022, equation 6). Parameters that are not active add nothing.
 */
export function logPrior(axes: readonly Axis[], point: Point, observations: number): number {
  const weight = confidence / Math.max(1, observations);
  return axes.reduce((sum, axis, index) => sum + weight * logDensity(axis, point[index]), 0);
}

/** The derivative of `logPrior` along each axis. */
export function logPriorGradient(axes: readonly Axis[], point: Point, observations: number): number[] {
  const weight = confidence / Math.max(1, observations);
  return axes.map((axis, index) => weight * slope(axis, point[index]));
}

function logDensity(axis: Axis, coordinate: number | undefined): number {
  if (axis.prior === undefined || coordinate === undefined) return 0;
  if (axis.kind === 'categorical') return Math.log(axis.prior[coordinate] ?? 1);
  const { mean, deviation } = axis.prior;
  return Math.log(Math.exp(-0.5 * ((coordinate - mean) / deviation) ** 2) + densityFloor);
}

function slope(axis: Axis, coordinate: number | undefined): number {
  if (axis.kind === 'categorical' || axis.prior === undefined || coordinate === undefined) return 0;
  const z = (coordinate - axis.prior.mean) / axis.prior.deviation;
  const density = Math.exp(-0.5 * z ** 2);
  return (-z / axis.prior.deviation) * (density / (density + densityFloor));
}
