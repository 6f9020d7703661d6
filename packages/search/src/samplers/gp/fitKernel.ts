import { cholesky, gram, invertLower, type Matrix, timesLower, timesUpper } from '../../math/cholesky.js';
import { minimize, type Slope } from '../../math/minimize.js';
import { type Correlation, squaredDistance } from './correlation.js';
import { kernelPrior } from './kernelPrior.js';
import { warp } from './outputWarp.js';

/** Observed points and their regrets, the distances from the best loss: see `regretsOf`. */
export interface ObservedRegrets {
  readonly points: readonly (readonly number[])[];
  readonly regrets: readonly number[];
  /** The variance of the noise in each regret, relative to the kernel's. */
  readonly noiseFactors: readonly number[];
  /** For each dimension, true if its coordinates are categories, which can only be equal or different. */
  readonly isCategorical: readonly boolean[];
  readonly correlation: Correlation;
  /** The variance of the noise, if it is known: that of regrets with mean 0 and deviation 1. They are not warped then, since it is on their scale. */
  readonly noise?: number;
  /** True if regrets are not warped. */
  readonly isLinear?: boolean;
}

/** Hyperparameters of the Gaussian process, all positive. */
export interface Kernel {
  /** Inverse squared length scale of each dimension. */
  readonly weights: readonly number[];
  /** Variance of the function. */
  readonly scale: number;
  /** Variance of the noise, where its factor is 1. */
  readonly noise: number;
  /** Strength of the output warp, 0 for none: see `warp`. */
  readonly outputWarp: number;
}

/** Bounds of weights, scale, noise and output warp. */
const lowest = [1e-4, 1e-3, 1e-6, 1e-3] as const;
const highest = [1e4, 1e3, 2, 1e4] as const;
/** Starting points of the fit: a smooth function with little noise, and a rough one. */
const starts = [
  [1, 1, 1e-4, 1],
  [10, 1, 1e-2, 1],
] as const;

/**
 * Fits the kernel by its maximum a posteriori: the likelihood of the observations times `kernelPrior` (C. E. Rasmussen and C. K. I. Williams,
 * "Gaussian Processes for Machine Learning", 2006, equations 5.8 and 5.9).
 */
export function fitKernel(data: ObservedRegrets): Kernel {
  const dimensions = data.isCategorical.length;
  const distances = pairDistances(data);
  const slopeAt = (logs: readonly number[]): Slope => negativeLogPosterior(data, distances, logs);
  const logsOf = ([weight, scale, noise, outputWarp]: readonly [number, number, number, number]): number[] =>
    [
      ...Array<number>(dimensions).fill(weight),
      scale,
      data.noise ?? noise,
      data.noise === undefined && data.isLinear !== true ? outputWarp : 1,
    ].map(Math.log);
  const [start] = starts
    .map((values) => ({ logs: logsOf(values), value: slopeAt(logsOf(values)).value }))
    .toSorted((a, b) => a.value - b.value);
  const bounds = { lower: logsOf(lowest), upper: logsOf(highest) };
  return kernelOf(data, minimize(slopeAt, start?.logs ?? [], { iterations: 60, tolerance: 1e-5, ...bounds }).x);
}

function kernelOf({ noise: known, isLinear = false }: ObservedRegrets, logs: readonly number[]): Kernel {
  const values = logs.map(Math.exp);
  const [scale = 1, noise = 1, outputWarp = 1] = values.slice(-3);
  const weights = values.slice(0, -3);
  const isWarped = known === undefined && !isLinear;
  return { weights, scale, noise: known ?? noise, outputWarp: isWarped ? outputWarp : 0 };
}

/** The squared distances in all dimensions, for each pair of points i > j. */
export function pairDistances({
  points,
  isCategorical,
}: Pick<ObservedRegrets, 'points' | 'isCategorical'>): Float64Array {
  const dimensions = isCategorical.length;
  const distances = new Float64Array(((points.length * (points.length - 1)) / 2) * dimensions);
  let place = 0;
  for (let i = 0; i < points.length; i++)
    for (let j = 0; j < i; j++)
      for (let k = 0; k < dimensions; k++)
        distances[place++] = squaredDistance(points[i]?.[k] ?? 0, points[j]?.[k] ?? 0, isCategorical[k] === true);
  return distances;
}

/** The negative logarithm of the posterior density, and its gradient, at the logarithms of a kernel's hyperparameters. */
export function negativeLogPosterior(data: ObservedRegrets, distances: Float64Array, logs: readonly number[]): Slope {
  const { regrets, noiseFactors } = data;
  const kernel = kernelOf(data, logs);
  const { values, logSlopes } = warp(regrets, kernel.outputWarp);
  const { matrix, slopes } = covariances(kernel, distances, data);
  const lower = cholesky(matrix, regrets.length);
  if (lower === undefined) return { value: Infinity, gradient: logs.map(() => 0) };
  const root = invertLower(lower, regrets.length);
  const whitened = timesLower(root, values);
  const alpha = timesUpper(root, whitened);
  const prior = kernelPrior(logs);
  let value = prior.value - logSlopes;
  for (let i = 0; i < regrets.length; i++)
    value += 0.5 * at(whitened, i) ** 2 + Math.log(at(lower, i * regrets.length + i));
  const likely = [
    ...byKernel(kernel, noiseFactors, distances, matrix, slopes, alpha, gram(root, regrets.length)),
    kernel.outputWarp === 0 ? 0 : byOutputWarp(regrets, kernel.outputWarp, alpha),
  ];
  return { value, gradient: prior.gradient.map((slope, k) => slope + (likely[k] ?? 0)) };
}

/** The covariance matrix on and below its diagonal, and its derivative by the squared distance for each pair of points. */
function covariances(
  { weights, scale, noise }: Kernel,
  distances: Float64Array,
  { noiseFactors, correlation }: ObservedRegrets,
): { readonly matrix: Matrix; readonly slopes: Float64Array } {
  const size = noiseFactors.length;
  const w = Float64Array.from(weights);
  const matrix = new Float64Array(size * size);
  const slopes = new Float64Array((size * (size - 1)) / 2);
  let [pair, place] = [0, 0];
  for (let i = 0; i < size; i++) {
    matrix[i * size + i] = scale + noise * (noiseFactors[i] as number);
    for (let j = 0; j < i; j++, pair++) {
      let r2 = 0;
      for (let k = 0; k < w.length; k++) r2 += at(w, k) * at(distances, place++);
      matrix[i * size + j] = scale * correlation.at(r2);
      slopes[pair] = scale * correlation.slopeAt(r2);
    }
  }
  return { matrix, slopes };
}

/** The gradient of the negative log likelihood with respect to the logarithms of weights, scale and noise. */
function byKernel(
  { weights, scale, noise }: Kernel,
  noiseFactors: readonly number[],
  distances: Float64Array,
  matrix: Matrix,
  slopes: Float64Array,
  alpha: Float64Array,
  precision: Matrix,
): number[] {
  const size = alpha.length;
  const byWeight = new Float64Array(weights.length);
  let [trace, whole, pair, place] = [0, 0, 0, 0];
  for (let i = 0; i < size; i++) {
    const own = at(alpha, i) ** 2 - at(precision, i * size + i);
    trace += own * (noiseFactors[i] as number);
    whole += own * scale;
    for (let j = 0; j < i; j++, pair++) {
      const factor = at(alpha, i) * at(alpha, j) - at(precision, i * size + j);
      whole += 2 * factor * at(matrix, i * size + j);
      const slope = factor * at(slopes, pair);
      for (let k = 0; k < byWeight.length; k++) byWeight[k] = at(byWeight, k) - slope * at(distances, place++);
    }
  }
  return [...weights.map((weight, k) => at(byWeight, k) * weight), -0.5 * whole, -0.5 * trace * noise];
}

/** Its derivative with respect to the logarithm of the output warp, by a central difference. */
function byOutputWarp(regrets: readonly number[], outputWarp: number, alpha: Float64Array): number {
  const step = 1e-4;
  const [more, less] = [warp(regrets, outputWarp * Math.exp(step)), warp(regrets, outputWarp * Math.exp(-step))];
  const turned = alpha.reduce((sum, a, i) => sum + a * (at(more.values, i) - at(less.values, i)), 0);
  return (turned + less.logSlopes - more.logSlopes) / (2 * step);
}

const at = (array: Float64Array, index: number): number => array[index] as number;
