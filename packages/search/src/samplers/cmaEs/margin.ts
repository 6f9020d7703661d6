import { probit } from '../../math/probit.js';
import type { Axis } from '../../space/axis.js';

/** A parameter with steps finer than this counts as one without steps. */
const finest = 1e-6;

/**
 * The deviation that a normal distribution around a coordinate needs to reach the nearest other value of the parameter with at
 * least this probability, so that whole numbers still vary when the distribution has become narrow. It is 0 for a parameter
 * without steps (R. Hamano et al., "CMA-ES with Margin: Lower-Bounding Marginal Probability for Mixed-Integer Black-Box
 * Optimization", GECCO 2022, section 4).
 */
export function margin(axis: Axis, middle: number, probability: number): number {
  const distance = Math.min(reach(axis, middle, 0), reach(axis, middle, 1 - 2 ** -53));
  return distance > finest && distance < Infinity ? distance / -probit(probability) : 0;
}

/** The distance to the next value in the direction of an end of the axis. */
function reach(axis: Axis, from: number, end: number): number {
  const here = axis.valueAt(from);
  if (axis.valueAt(end) === here) return Infinity;
  let [near, far] = [0, 1];
  while ((far - near) * Math.abs(end - from) > finest / 2) {
    const middle = (near + far) / 2;
    if (axis.valueAt(from + middle * (end - from)) === here) near = middle;
    else far = middle;
  }
  return far * Math.abs(end - from);
}
