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

/** The squared distances of all pairs of points i > j: all of them in the first dimension, then all in the next. */
export function pairDistances({
  points,
  isCategorical,
}: Pick<ObservedRegrets, 'points' | 'isCategorical'>): Float64Array {
  const pairs = (points.length * (points.length - 1)) / 2;
  const distances = new Float64Array(pairs * isCategorical.length);
  let place = 0;
  for (const [k, isCategory] of isCategorical.entries()) {
    const coordinates = Float64Array.from(points, (point) => point[k] ?? 0);
    for (let i = 0; i < points.length; i++)
      for (let j = 0; j < i; j++)
        distances[place++] = squaredDistance(at(coordinates, i), at(coordinates, j), isCategory);
  }
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
  const pairs = (size * (size - 1)) / 2;
  const r2 = new Float64Array(pairs);
  let place = 0;
  for (const weight of weights)
    for (let pair = 0; pair < pairs; pair++) r2[pair] = at(r2, pair) + weight * at(distances, place++);
  const values = new Float64Array(pairs);
  const slopes = new Float64Array(pairs);
  correlation.fill(scale, r2, values, slopes);
  const matrix = new Float64Array(size * size);
  for (let i = 0, pair = 0; i < size; pair += i++) {
    matrix.set(values.subarray(pair, pair + i), i * size);
    matrix[i * size + i] = scale + noise * (noiseFactors[i] as number);
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
  const pairs = slopes.length;
  const changes = new Float64Array(pairs);
  let trace = 0;
  let whole = 0;
  for (let i = 0, pair = 0; i < size; i++) {
    const own = at(alpha, i) ** 2 - at(precision, i * size + i);
    trace += own * (noiseFactors[i] as number);
    whole += own * scale;
    for (let j = 0; j < i; j++, pair++) {
      const factor = at(alpha, i) * at(alpha, j) - at(precision, i * size + j);
      whole += 2 * factor * at(matrix, i * size + j);
      changes[pair] = factor * at(slopes, pair);
    }
  }
  const byWeight = weights.map((weight, k) => {
    let sum = 0;
    for (let pair = 0; pair < pairs; pair++) sum -= at(changes, pair) * at(distances, k * pairs + pair);
    return sum * weight;
  });
  return [...byWeight, -0.5 * whole, -0.5 * trace * noise];
}

/** Its derivative with respect to the logarithm of the output warp, by a central difference. */
function byOutputWarp(regrets: readonly number[], outputWarp: number, alpha: Float64Array): number {
  const step = 1e-4;
  const [more, less] = [warp(regrets, outputWarp * Math.exp(step)), warp(regrets, outputWarp * Math.exp(-step))];
  const turned = alpha.reduce((sum, a, i) => sum + a * (at(more.values, i) - at(less.values, i)), 0);
  return (turned + less.logSlopes - more.logSlopes) / (2 * step);
}

const at = (array: Float64Array, index: number): number => array[index] as number;
