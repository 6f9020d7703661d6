import type { Axis } from '../../space/axis.js';
import type { Point } from './adaptiveSampler.js';

/** How many observations a belief weighs against. */
const strength = 10;
/** Of the density where the user expects most, the part that every other place has at least: a wrong belief is overcome. */
const doubt = 0.01;

export const hasPrior = (axes: readonly Axis[]): boolean => axes.some(({ belief }) => belief !== undefined);

/**
 * What is added to the logarithm of an acquisition: that of the prior to the power of strength / n, so that it matters less
 * and less (C. Hvarfner et al., "πBO: Augmenting Acquisition Functions with User Beliefs for Bayesian Optimization", ICLR
 * 2022, equation 6). Parameters that are not active add nothing.
 */
export function logPrior(axes: readonly Axis[], point: Point, observations: number): number {
  const weight = strength / Math.max(1, observations);
  return axes.reduce((sum, axis, index) => sum + weight * logDensity(axis, point[index]), 0);
}

/** Its derivative along each axis. */
export function logPriorGradient(axes: readonly Axis[], point: Point, observations: number): number[] {
  const weight = strength / Math.max(1, observations);
  return axes.map((axis, index) => weight * slope(axis, point[index]));
}

function logDensity(axis: Axis, coordinate: number | undefined): number {
  if (axis.belief === undefined || coordinate === undefined) return 0;
  if (axis.kind === 'categorical') return Math.log(axis.belief[coordinate] ?? 1);
  const { mean, deviation } = axis.belief;
  return Math.log(Math.exp(-0.5 * ((coordinate - mean) / deviation) ** 2) + doubt);
}

function slope(axis: Axis, coordinate: number | undefined): number {
  if (axis.kind === 'categorical' || axis.belief === undefined || coordinate === undefined) return 0;
  const z = (coordinate - axis.belief.mean) / axis.belief.deviation;
  const density = Math.exp(-0.5 * z ** 2);
  return (-z / axis.belief.deviation) * (density / (density + doubt));
}
