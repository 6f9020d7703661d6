import type { Json } from '../core/json.js';
import type { Axis } from '../space/axis.js';
import type { AdaptiveRequest, Point } from './adaptive/adaptiveSampler.js';
import { isGpStage } from './bayes.js';
import type { Posterior } from './gp/gaussianProcess.js';
import { fitGoals, goalHistory } from './gp/goalModels.js';
import { goalsWorth } from './gp/goalsWorth.js';
import { hasGoals, isStart } from './gp/gp.js';
import { fitModel, type GpModel, withPending } from './gp/gpModel.js';
import { type AcquisitionName, usualGp } from './gp/gpOptions.js';
import { toKernelPoint } from './gp/kernelPoint.js';
import { lossBand, lossScaleOf } from './gp/lossScale.js';
import { acquisitionWorth, type PointWorth } from './gp/pointWorth.js';
import type { Method } from './methods.js';

/** The prediction of a Gaussian process along one axis, where all other parameters stay as they are. Losses: lower is better. */
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
 * Gaussian process answers it, or if there are several goals, which no loss represents. A numeric axis has at most `size` values.
 */
export function modelSlices(
  method: Method,
  request: AdaptiveRequest,
  through: Point,
  size: number,
): ModelSlices | undefined {
  if (method !== 'gp' && !(method === 'bayes' && isGpStage(request))) return undefined;
  if (isStart(request) || (request.goals ?? 1) > 1) return undefined;
  const { model, posterior, losses, worth } = modelOf(request);
  const { axes } = request;
  const toLoss = lossScaleOf(model, losses);
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
        acquisition: points.map((point) => worth.at(point)),
      },
    ];
  });
  return { acquisition: request.gp?.acquisition ?? usualGp.acquisition, slices };
}

interface SlicedModel {
  readonly model: GpModel;
  readonly posterior: Posterior;
  readonly losses: readonly number[];
  readonly worth: PointWorth;
}

/** The model of a single goal; with constraints, it has learnt from the losses of all trials. */
function modelOf(request: AdaptiveRequest): SlicedModel {
  const [goal] = hasGoals(request) ? fitGoals(request).goals : [];
  const history = goal === undefined ? request.history : goalHistory(request.history, 0);
  const model = goal ?? fitModel(request);
  const posterior = withPending(request.axes, request.pending, model);
  const worth = goal === undefined ? acquisitionWorth(request, posterior) : goalsWorth(request);
  return { model, posterior, losses: history.map(({ loss }) => loss), worth };
}

/** Coordinates at even distances, each where a trial would have it, or all categories. */
function coordinatesOf(axis: Axis, size: number): readonly number[] {
  if (axis.kind === 'categorical') return axis.probabilities.map((_, index) => index);
  const even = Array.from({ length: size }, (_, index) => (index / (size - 1)) * (1 - 2 ** -53));
  const values = new Set(even.map((coordinate) => axis.valueAt(coordinate)));
  return values.size === even.length ? even : [...values].map((value) => axis.coordinateOf(value) ?? 0);
}
