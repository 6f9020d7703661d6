import { defined } from '../../core/defined.js';
import type { Axis } from '../../space/axis.js';
import type { AdaptiveRequest, Observation, Point } from '../adaptive/adaptiveSampler.js';
import { correlations } from './correlation.js';
import { fitKernel, type Kernel } from './fitKernel.js';
import { fitPosterior, type Posterior, type TrainingData } from './gaussianProcess.js';
import { type GpOptions, usualGp } from './gpOptions.js';
import { type KernelPoint, toKernelPoint } from './kernelPoint.js';
import { regretScale, regretsOf, warp, type Warped } from './outputWarp.js';

/** A Gaussian process that was fitted to observations. */
export interface GpModel {
  readonly data: TrainingData;
  readonly kernel: Kernel;
  readonly posterior: Posterior;
  /** The mean and deviation by which the values are standardised. */
  readonly scale: Pick<Warped, 'mean' | 'deviation'>;
}

/** All points of a generation are proposed from one history, which is fitted once. */
const models = new WeakMap<readonly Observation[], { readonly options: GpOptions; readonly model: GpModel }>();

export function fitModel({ axes, history, gp: options = usualGp }: ModelRequest): GpModel {
  const known = models.get(history);
  if (known?.options === options) return known.model;
  const model = fitLosses(axes, history, options);
  models.set(history, { options, model });
  return model;
}

/** The parts of a request that a model follows from. */
type ModelRequest = Pick<AdaptiveRequest, 'axes' | 'history' | 'gp'>;

/** Fits a process to losses. If it is linear, they are not warped: see `warp`. */
export function fitLosses(
  axes: readonly Axis[],
  history: readonly Observation[],
  options: GpOptions,
  isLinear = false,
): GpModel {
  const points = history.map(({ point }) => toKernelPoint(axes, point));
  const losses = history.map(({ loss }) => loss);
  const regrets = regretsOf(losses);
  const isCategorical = axes.map(({ kind }) => kind === 'categorical');
  const noiseFactors = noiseFactorsOf(history);
  const correlation = correlations[options.kernel ?? usualGp.kernel];
  const noise = knownNoise(options, history, regrets);
  const kernel = fitKernel({
    points,
    regrets,
    noiseFactors,
    isCategorical,
    correlation,
    isLinear,
    ...defined({ noise }),
  });
  const { values, mean, deviation } = warp(regrets, kernel.outputWarp);
  const data = { points, values: [...values], noiseFactors, isCategorical, correlation };
  return { data, kernel, posterior: fitPosterior(data, kernel), scale: { mean, deviation } };
}

/** The least variance of a known noise: of a smaller one, rounding would make matrices that have no factor. */
const leastNoise = 1e-10;

/** The variance of the noise that the user gave, for the losses with the most evaluations, on the scale of standardised regrets. */
function knownNoise(
  { noise }: GpOptions,
  history: readonly Observation[],
  regrets: readonly number[],
): number | undefined {
  const { spread } = regretScale(history.map(({ loss }) => loss));
  const { deviation } = warp(regrets, 0);
  if (noise === undefined || !(spread > 0) || !(deviation > 0)) return undefined;
  const most = Math.max(...history.map(({ evaluations = 1 }) => evaluations));
  return Math.max(leastNoise, (noise / (spread * deviation)) ** 2 / most);
}

/** The kernel's noise is that of the losses with the most evaluations. */
export function noiseFactorsOf(history: readonly Observation[]): number[] {
  const counts = history.map(({ evaluations = 1 }) => evaluations);
  const most = Math.max(...counts);
  return counts.map((count) => most / count);
}

/** The posterior with pending points, each at its predicted mean. */
export function withPending(
  axes: readonly Axis[],
  pending: readonly Point[],
  { posterior }: Pick<GpModel, 'posterior'>,
): Posterior {
  if (pending.length === 0) return posterior;
  const points: KernelPoint[] = pending.map((point) => toKernelPoint(axes, point));
  return posterior.withMore({
    points,
    values: points.map((point) => posterior.predict(point).mean),
    noiseFactors: points.map(() => 1),
  });
}
