import type { Prediction } from './gaussianProcess.js';
import type { GpModel } from './gpModel.js';
import { regretScale, unwarp } from './outputWarp.js';

/** Turns values of a model into losses. */
export type LossScale = (value: number) => number;

/** The scale of a model that was fitted to these losses. If all of them are equal, so is every loss that it expects. */
export function lossScaleOf(
  { kernel, scale }: Pick<GpModel, 'kernel' | 'scale'>,
  losses: readonly number[],
): LossScale {
  const { low, spread } = regretScale(losses);
  return (value) => low + (spread > 0 ? spread * unwarp(value, scale, kernel.outputWarp) : 0);
}

/** The median that is predicted, and the losses at two standard deviations on either side. */
export const lossBand = (toLoss: LossScale, { mean, deviation }: Prediction): readonly [number, number, number] => [
  toLoss(mean - 2 * deviation),
  toLoss(mean),
  toLoss(mean + 2 * deviation),
];
