import { defined } from '../../core/defined.js';
import type { Axis } from '../../space/axis.js';
import type { AdaptiveRequest, AdaptiveSampler, Observation } from '../adaptive/adaptiveSampler.js';
import { startPoint } from '../adaptive/startPoint.js';
import { toKernelPoint, type KernelPoint } from './kernelPoint.js';
import { correlations } from './correlation.js';
import { fitKernel, type Kernel } from './fitKernel.js';
import { type TrainingData, fitPosterior, type Posterior } from './gaussianProcess.js';
import { type GpOptions, usualGp } from './gpOptions.js';
import { optimizeAcquisition } from './optimizeAcquisition.js';
import { regretScale, regretsOf, warp, type Warped } from './outputWarp.js';

/** After this many attempts that gave a point already tried, points are drawn at random. */
const patience = 5;

/**
 * Bayesian optimisation with a Gaussian process: proposes the point of the largest expected improvement (D. R. Jones, M.
 * Schonlau and W. J. Welch, "Efficient Global Optimization of Expensive Black-Box Functions", J. Global Optim. 13 (1998), 455-492),
 * or of another acquisition, if the user chose one.
 *
 * The kernel is Matérn 5/2, unless the user chose another, with a length scale for each axis; categories are equal or different (M. Halstrup, 2016); the
 * losses are on a scale that is fitted with the kernel. Points of the same generation that have no result yet are assumed to
 * have the mean predicted for them, so that the next point is elsewhere (kriging believer: D. Ginsbourger, R. Le Riche and L. Carraro, 2010).
 *
 * The variance of the noise is fitted, too, and divided by the number of evaluations that a loss is the mean of: the intrinsic
 * variance V / n on the diagonal of the covariances in B. Ankenman, B. L. Nelson and J. Staum, "Stochastic Kriging for Simulation
 * Metamodeling", Operations Research 58 (2010), 371-382.
 */
export const sampleGp: AdaptiveSampler = (request) => {
  const posterior = posteriorFor(request);
  return (posterior && optimizeAcquisition(request, posterior)) ?? startPoint(request);
};

/** What the sampler believes when it proposes a point; undefined while it fills the space. */
export function posteriorFor(request: AdaptiveRequest): Posterior | undefined {
  const { axes, history } = request;
  const known = history.filter(({ loss }) => loss < Infinity).length;
  const isStart = history.length + request.pending.length < startTrials(axes.length) || known < 2;
  if (axes.length === 0 || isStart || request.attempt > patience) return undefined;
  return withPending(request, fitModel(request));
}

const startTrials = (dimensions: number): number => Math.min(10, 2 + 2 * dimensions);

/** A Gaussian process that was fitted to observations. */
export interface GpModel {
  readonly data: TrainingData;
  readonly kernel: Kernel;
  readonly posterior: Posterior;
  /** What the values are standardised by. */
  readonly scale: Pick<Warped, 'mean' | 'deviation'>;
}

/** All points of a generation are proposed from one history, which is fitted once. */
const models = new WeakMap<readonly Observation[], { readonly options: GpOptions; readonly model: GpModel }>();

export function fitModel({ axes, history, gp: options = usualGp }: ModelRequest): GpModel {
  const known = models.get(history);
  if (known?.options === options) return known.model;
  const model = fit(axes, history, options);
  models.set(history, { options, model });
  return model;
}

/** The parts of a request that a model follows from. */
type ModelRequest = Pick<AdaptiveRequest, 'axes' | 'history' | 'gp'>;

function fit(axes: readonly Axis[], history: readonly Observation[], options: GpOptions): GpModel {
  const points = history.map(({ point }) => toKernelPoint(axes, point));
  const losses = history.map(({ loss }) => loss);
  const regrets = regretsOf(losses);
  const isCategorical = axes.map(({ kind }) => kind === 'categorical');
  const noiseFactors = noiseFactorsOf(history);
  const correlation = correlations[options.kernel ?? usualGp.kernel];
  const noise = knownNoise(options, history, regrets);
  const kernel = fitKernel({ points, regrets, noiseFactors, isCategorical, correlation, ...defined({ noise }) });
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
function noiseFactorsOf(history: readonly Observation[]): number[] {
  const counts = history.map(({ evaluations = 1 }) => evaluations);
  const most = Math.max(...counts);
  return counts.map((count) => most / count);
}

/** The posterior with pending points, each at its predicted mean. */
function withPending({ axes, pending }: AdaptiveRequest, { data, kernel, posterior }: GpModel): Posterior {
  if (pending.length === 0) return posterior;
  const points: KernelPoint[] = pending.map((point) => toKernelPoint(axes, point));
  const values = [...data.values, ...points.map((point) => posterior.predict(point).mean)];
  const noiseFactors = [...data.noiseFactors, ...points.map(() => 1)];
  return fitPosterior({ ...data, points: [...data.points, ...points], values, noiseFactors }, kernel);
}
