import { cholesky, enlarged, invertLower, type Matrix, timesLower, timesUpper } from '../../math/cholesky.js';
import type { Correlation } from './correlation.js';
import type { Kernel } from './fitKernel.js';

/** Observed points and values; the values are standardised to mean 0 and deviation 1. */
export interface TrainingData {
  readonly points: readonly (readonly number[])[];
  readonly values: readonly number[];
  /** The variance of the noise in each value, relative to the kernel's. */
  readonly noiseFactors: readonly number[];
  /** For each dimension, true if its coordinates are categories, which can only be equal or different. */
  readonly isCategorical: readonly boolean[];
  readonly correlation: Correlation;
}

/** The prediction at a point: mean and standard deviation of the function, without noise. */
export interface Prediction {
  readonly mean: number;
  readonly deviation: number;
}

/** A prediction and the gradients of its mean and deviation. */
export interface SlopedPrediction extends Prediction {
  readonly meanGradient: readonly number[];
  readonly deviationGradient: readonly number[];
}

export interface Posterior {
  predict(point: readonly number[]): Prediction;
  predictSlope(point: readonly number[]): SlopedPrediction;
  /** The posterior with further observations, as if it was fitted to all of them at once. */
  withMore(more: Observed): Posterior;
  /** The means at the observed points, in their order. */
  readonly means: readonly number[];
  /** The smallest of them. */
  readonly lowestMean: number;
}

/** Observations, as parts of `TrainingData`. */
type Observed = Pick<TrainingData, 'points' | 'values' | 'noiseFactors'>;

/** The covariances of observations, their Cholesky factor, which may need some jitter on the diagonal, and its inverse. */
interface Factors {
  readonly covariances: Matrix;
  readonly jitter: number;
  readonly lower: Matrix;
  readonly root: Matrix;
}

const smallestVariance = 1e-12;

/** Fits the posterior to the observations (Rasmussen and Williams 2006, equations 2.25 and 2.26). */
export const fitPosterior = (data: TrainingData, kernel: Omit<Kernel, 'outputWarp'>): Posterior =>
  createPosterior(data, kernel, { covariances: empty, jitter: 0, lower: empty, root: empty });

const empty: Matrix = new Float64Array(0);

/** A posterior, where the factors of the first observations are known. */
function createPosterior(data: TrainingData, kernel: Omit<Kernel, 'outputWarp'>, known: Factors): Posterior {
  const { points, values, noiseFactors, isCategorical, correlation } = data;
  const { weights, scale, noise } = kernel;
  const size = points.length;
  const dimensions = isCategorical.length;
  const weightOf = Float64Array.from(weights);
  const isCategory = Uint8Array.from(isCategorical, Number);
  /** All first coordinates, then all second ones. */
  const columns = Float64Array.from(isCategorical.flatMap((_, k) => points.map((point) => point[k] as number)));
  const noiseAt = (i: number): number => noise * (noiseFactors[i] as number);
  // Thousands of points are predicted for each proposal, so all predictions share their arrays.
  const place = new Float64Array(dimensions);
  const distances = new Float64Array(size);
  const covariances = new Float64Array(size);
  const slopes = new Float64Array(size);
  const whitened = new Float64Array(size);
  const explained = new Float64Array(size);
  const measureFrom = (point: readonly number[]): void => {
    distances.fill(0);
    for (let k = 0; k < dimensions; k++) {
      const own = point[k] as number;
      place[k] = own;
      addDistances(distances, columns, k * size, own, at(weightOf, k), isCategory[k] === 1);
    }
  };
  const matrix = enlarged(known.covariances, size);
  for (let i = Math.round(Math.sqrt(known.covariances.length)); i < size; i++) {
    measureFrom(points[i] as readonly number[]);
    correlation.fill(scale, distances, covariances);
    matrix.set(covariances.subarray(0, i + 1), i * size);
    matrix[i * size + i] = at(matrix, i * size + i) + noiseAt(i);
  }
  const factors = factorise(matrix, size, known);
  const { root } = factors;
  const alpha = timesUpper(root, timesLower(root, Float64Array.from(values)));

  /** Predicts from the covariances with the observed points. */
  const predictFrom = (): Prediction => {
    timesLower(root, covariances, whitened);
    let mean = 0;
    let variance = scale;
    for (let i = 0; i < size; i++) {
      mean += at(covariances, i) * at(alpha, i);
      variance -= at(whitened, i) ** 2;
    }
    return { mean, deviation: Math.sqrt(Math.max(variance, smallestVariance)) };
  };
  const predict = (point: readonly number[]): Prediction => {
    measureFrom(point);
    correlation.fill(scale, distances, covariances);
    return predictFrom();
  };
  const predictSlope = (point: readonly number[]): SlopedPrediction => {
    measureFrom(point);
    correlation.fill(scale, distances, covariances, slopes);
    const { mean, deviation } = predictFrom();
    timesUpper(root, whitened, explained);
    const meanGradient = Array<number>(dimensions).fill(0);
    const deviationGradient = Array<number>(dimensions).fill(0);
    for (let k = 0; k < dimensions; k++) {
      if (isCategory[k] === 1) continue;
      let m = 0;
      let v = 0;
      for (let i = 0; i < size; i++) {
        const change = at(slopes, i) * 2 * at(weightOf, k) * (at(place, k) - at(columns, k * size + i));
        m += change * at(alpha, i);
        v -= 2 * change * at(explained, i);
      }
      meanGradient[k] = m;
      deviationGradient[k] = deviation ** 2 > smallestVariance ? v / (2 * deviation) : 0;
    }
    return { mean, deviation, meanGradient, deviationGradient };
  };
  const means = values.map((value, i) => value - noiseAt(i) * at(alpha, i));
  const withMore = (more: Observed): Posterior =>
    createPosterior(
      {
        ...data,
        points: [...points, ...more.points],
        values: [...values, ...more.values],
        noiseFactors: [...noiseFactors, ...more.noiseFactors],
      },
      kernel,
      factors,
    );
  return { predict, predictSlope, withMore, means, lowestMean: Math.min(...means) };
}

/** Adds the weighted squared distances in one dimension: those of different categories are 1. */
function addDistances(
  distances: Float64Array,
  columns: Float64Array,
  start: number,
  own: number,
  weight: number,
  isCategory: boolean,
): void {
  for (let i = 0; i < distances.length; i++) {
    const apart = own - at(columns, start + i);
    distances[i] = at(distances, i) + weight * (isCategory ? Number(apart !== 0) : apart * apart);
  }
}

/** Factorises the matrix. If rounding leaves it not positive definite, as for points that are close, adds a little noise. */
function factorise(covariances: Matrix, size: number, known: Factors): Factors {
  for (let { jitter } = known; jitter <= 1; jitter = jitter === 0 ? 1e-8 : jitter * 10) {
    const isKnown = jitter === known.jitter;
    const lower = cholesky(jittered(covariances, size, jitter), size, isKnown ? known.lower : empty);
    if (lower !== undefined)
      return { covariances, jitter, lower, root: invertLower(lower, size, isKnown ? known.root : empty) };
  }
  throw new Error('Internal error: a covariance matrix has no Cholesky factor');
}

function jittered(matrix: Matrix, size: number, jitter: number): Matrix {
  if (jitter === 0) return matrix;
  const more = matrix.slice();
  for (let i = 0; i < size; i++) more[i * size + i] = at(more, i * size + i) + jitter;
  return more;
}

const at = (array: Float64Array, index: number): number => array[index] as number;
