import type { Axis } from '../../space/axis.js';
import type { Point } from '../adaptive/adaptiveSampler.js';

/** A point whose parameters all have a coordinate. */
export type KernelPoint = readonly number[];

/** What is not active stands in the middle of its axis, and at a category of its own. */
export const filled = (axes: readonly Axis[], point: Point): KernelPoint =>
  axes.map(({ kind }, index) => point[index] ?? (kind === 'numeric' ? 0.5 : -1));
