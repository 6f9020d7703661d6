import type { Axis } from '../../space/axis.js';
import type { AdaptiveRequest, AdaptiveSampler, Observation } from '../adaptive/adaptiveSampler.js';
import { startPoint } from '../adaptive/startPoint.js';
import { toKernelPoint, type KernelPoint } from './kernelPoint.js';
import { fitKernel, type Kernel } from './fitKernel.js';
import { type TrainingData, fitPosterior, type Posterior } from './gaussianProcess.js';
import { optimizeAcquisition } from './optimizeAcquisition.js';
import { regretsOf, warp, type Warped } from './outputWarp.js';

/** After this many attempts that gave a point already tried, points are drawn at random. */
const patience = 5;

/**
 * Bayesian optimisation with a Gaussian process: proposes the point of the largest expected improvement (D. R. Jones, M.
 * Schonlau and W. J. Welch, "Efficient Global Optimization of Expensive Black-Box Functions", J. Global Optim. 13 (1998), 455-492).
 *
 * The kernel is Matérn 5/2 with a length scale for each axis; categories are equal or different (M. Halstrup, 2016); the
 * losses are on a scale that is fitted with the kernel. Points of the same generation that have no result yet are assumed to
 * have the mean predicted for them, so that the next point is elsewhere (kriging believer: D. Ginsbourger, R. Le Riche and L. Carraro, 2010).
 *
 * The variance of the noise is fitted, too, and divided by the number of evaluations that a loss is the mean of: the intrinsic
 * variance V / n on the diagonal of the covariances in B. Ankenman, B. L. Nelson and J. Staum, "Stochastic Kriging for Simulation
 * Metamodeling", Operations Research 58 (2010), 371-382.
 */
export const sampleGp: AdaptiveSampler = (request) => {
  const { axes, history } = request;
  const known = history.filter(({ loss }) => loss < Infinity).length;
  const isStart = history.length + request.pending.length < startTrials(axes.length) || known < 2;
  if (axes.length === 0 || isStart || request.attempt > patience) return startPoint(request);
  return optimizeAcquisition(request, withPending(request, fitModel(axes, history))) ?? startPoint(request);
};

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
const models = new WeakMap<readonly Observation[], GpModel>();

export function fitModel(axes: readonly Axis[], history: readonly Observation[]): GpModel {
  const known = models.get(history);
  if (known !== undefined) return known;
  const points = history.map(({ point }) => toKernelPoint(axes, point));
  const regrets = regretsOf(history.map(({ loss }) => loss));
  const isCategorical = axes.map(({ kind }) => kind === 'categorical');
  const noiseFactors = noiseFactorsOf(history);
  const kernel = fitKernel({ points, regrets, noiseFactors, isCategorical });
  const { values, mean, deviation } = warp(regrets, kernel.outputWarp);
  const data = { points, values: [...values], noiseFactors, isCategorical };
  const model = { data, kernel, posterior: fitPosterior(data, kernel), scale: { mean, deviation } };
  models.set(history, model);
  return model;
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
