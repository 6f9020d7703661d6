import type { Json } from '../core/json.js';
import type { Axis } from '../space/axis.js';
import type { AdaptiveRequest, Point } from './adaptive/adaptiveSampler.js';
import { isGpStage } from './bayes.js';
import { isStart, posteriorOf } from './gp/gp.js';
import { fitModel } from './gp/gpModel.js';
import { type AcquisitionName, usualGp } from './gp/gpOptions.js';
import { toKernelPoint } from './gp/kernelPoint.js';
import { lossBand, lossScaleOf } from './gp/lossScale.js';
import { acquisitionWorth } from './gp/worth.js';
import type { Method } from './methods.js';

/** What a Gaussian process believes along one axis, where all other parameters stay as they are. Losses: lower is better. */
export interface ModelSlice {
  readonly label: string;
  readonly values: readonly Json[];
  /** The median at each value, and the losses at two standard deviations on either side. */
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly acquisition: readonly number[];
}

/** The slices of a model through one point. */
export interface ModelSlices {
  readonly acquisition: AcquisitionName;
  readonly slices: readonly ModelSlice[];
}

/**
 * The posterior and the acquisition with which a sampler answers a request, along each axis through a point. Undefined if no
 * Gaussian process answers it. A numeric axis has at most `size` values.
 */
export function modelSlices(
  method: Method,
  request: AdaptiveRequest,
  through: Point,
  size: number,
): ModelSlices | undefined {
  if (method !== 'gp' && !(method === 'bayes' && isGpStage(request))) return undefined;
  if (isStart(request)) return undefined;
  const posterior = posteriorOf(request);
  const { axes } = request;
  const toLoss = lossScaleOf(
    fitModel(request),
    request.history.map(({ loss }) => loss),
  );
  const slices = axes.flatMap((axis, index): ModelSlice[] => {
    if (through[index] === undefined) return [];
    const points = coordinatesOf(axis, size).map((coordinate) => through.with(index, coordinate));
    const bands = points.map((point) => lossBand(toLoss, posterior.predict(toKernelPoint(axes, point))));
    return [
      {
        label: axis.label,
        values: points.map((point) => axis.valueAt(point[index] ?? 0)),
        low: bands.map(([low]) => low),
        mean: bands.map(([, mean]) => mean),
        high: bands.map(([, , high]) => high),
        acquisition: points.map((point) => acquisitionWorth(request, posterior).at(point)),
      },
    ];
  });
  return { acquisition: request.gp?.acquisition ?? usualGp.acquisition, slices };
}

/** Coordinates at even distances, each where a trial would have it, or all categories. */
function coordinatesOf(axis: Axis, size: number): readonly number[] {
  if (axis.kind === 'categorical') return axis.probabilities.map((_, index) => index);
  const even = Array.from({ length: size }, (_, index) => (index / (size - 1)) * (1 - 2 ** -53));
  const values = new Set(even.map((coordinate) => axis.valueAt(coordinate)));
  return values.size === even.length ? even : [...values].map((value) => axis.coordinateOf(value) ?? 0);
}
