import type { Axis } from '../../space/axis.js';
import type { Point } from '../adaptive/adaptiveSampler.js';

/** A point that has a coordinate for each parameter. */
export type KernelPoint = readonly number[];

/** Gives parameters that are not active a coordinate: the middle of a numeric axis, a separate category of a categorical one. */
export const toKernelPoint = (axes: readonly Axis[], point: Point): KernelPoint =>
  axes.map(({ kind }, index) => point[index] ?? (kind === 'numeric' ? 0.5 : -1));
