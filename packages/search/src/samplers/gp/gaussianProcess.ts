import { cholesky, invertLower, type Matrix, timesLower, timesUpper } from '../../math/cholesky.js';
import { type Correlation, squaredDistance } from './correlation.js';
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
  /** The means at the observed points, in their order. */
  readonly means: readonly number[];
  /** The smallest of them. */
  readonly lowestMean: number;
}

const smallestVariance = 1e-12;

/** Fits the posterior to the observations (Rasmussen and Williams 2006, equations 2.25 and 2.26). */
export function fitPosterior(
  { points, values, noiseFactors, isCategorical, correlation }: TrainingData,
  kernel: Omit<Kernel, 'outputWarp'>,
): Posterior {
  const { weights, scale, noise } = kernel;
  const size = points.length;
  const dimensions = isCategorical.length;
  const weightOf = Float64Array.from(weights);
  const flat = Float64Array.from(points.flat());
  const noiseAt = (i: number): number => noise * (noiseFactors[i] as number);
  const distancesTo = (point: readonly number[]): Float64Array => {
    const distances = new Float64Array(size);
    let place = 0;
    for (let i = 0; i < size; i++) {
      let r2 = 0;
      for (let k = 0; k < dimensions; k++)
        r2 +=
          (weightOf[k] as number) *
          squaredDistance(point[k] as number, flat[place++] as number, isCategorical[k] === true);
      distances[i] = r2;
    }
    return distances;
  };
  const matrix = new Float64Array(size * size);
  points.forEach((point, i) => {
    const distances = distancesTo(point);
    for (let j = 0; j <= i; j++)
      matrix[i * size + j] = scale * correlation.at(distances[j] as number) + (i === j ? noiseAt(i) : 0);
  });
  const root = invertLower(jitteredCholesky(matrix, size), size);
  const alpha = timesUpper(root, timesLower(root, Float64Array.from(values)));

  /** Predicts from the distances to the observed points; also gives the whitened covariances with these. */
  const predictFrom = (distances: Float64Array): Prediction & { readonly whitened: Float64Array } => {
    const covariances = new Float64Array(size);
    for (let i = 0; i < size; i++) covariances[i] = scale * correlation.at(distances[i] as number);
    const whitened = timesLower(root, covariances);
    let [mean, variance] = [0, scale];
    for (let i = 0; i < size; i++) {
      mean += (covariances[i] as number) * (alpha[i] as number);
      variance -= (whitened[i] as number) ** 2;
    }
    return { mean, deviation: Math.sqrt(Math.max(variance, smallestVariance)), whitened };
  };
  const predictSlope = (point: readonly number[]): SlopedPrediction => {
    const distances = distancesTo(point);
    const { mean, deviation, whitened } = predictFrom(distances);
    const explained = timesUpper(root, whitened);
    const slopes = distances.map((r2) => scale * correlation.slopeAt(r2));
    const meanGradient = Array<number>(dimensions).fill(0);
    const deviationGradient = Array<number>(dimensions).fill(0);
    for (let k = 0; k < dimensions; k++) {
      if (isCategorical[k] === true) continue;
      let [m, v] = [0, 0];
      for (let i = 0; i < size; i++) {
        const change =
          (slopes[i] as number) *
          2 *
          (weightOf[k] as number) *
          ((point[k] as number) - (flat[i * dimensions + k] as number));
        m += change * (alpha[i] as number);
        v -= 2 * change * (explained[i] as number);
      }
      meanGradient[k] = m;
      deviationGradient[k] = deviation ** 2 > smallestVariance ? v / (2 * deviation) : 0;
    }
    return { mean, deviation, meanGradient, deviationGradient };
  };
  const means = values.map((value, i) => value - noiseAt(i) * (alpha[i] as number));
  return { predict: (point) => predictFrom(distancesTo(point)), predictSlope, means, lowestMean: Math.min(...means) };
}

/** Factorises the matrix. If rounding leaves it not positive definite, as for points that are close, adds a little noise. */
function jitteredCholesky(matrix: Matrix, size: number): Matrix {
  for (let jitter = 0; jitter <= 1; jitter = jitter === 0 ? 1e-8 : jitter * 10) {
    const lower = cholesky(
      matrix.map((value, index) => (index % (size + 1) === 0 ? value + jitter : value)),
      size,
    );
    if (lower !== undefined) return lower;
  }
  throw new Error('Internal error: a covariance matrix has no Cholesky factor');
}
