import { cholesky, invertLower, type Matrix, timesLower, timesUpper } from '../../math/cholesky.js';
import type { Kernel } from './fitKernel.js';
import { matern, maternSlope, squaredDistance } from './matern.js';

/** Points and what was observed there, standardised: mean 0, deviation 1. */
export interface Data {
  readonly points: readonly (readonly number[])[];
  readonly values: readonly number[];
  /** Per dimension, whether points either agree in it or do not, as categories do. */
  readonly isCategorical: readonly boolean[];
}

/** What the process expects at a point: mean and standard deviation of the function, without noise. */
export interface Prediction {
  readonly mean: number;
  readonly deviation: number;
}

/** And their gradients. */
export interface SlopedPrediction extends Prediction {
  readonly meanGradient: readonly number[];
  readonly deviationGradient: readonly number[];
}

export interface Posterior {
  predict(point: readonly number[]): Prediction;
  predictSlope(point: readonly number[]): SlopedPrediction;
  /** The smallest mean at an observed point. */
  readonly lowestMean: number;
}

const smallestVariance = 1e-12;

/** What is believed of the function after the observations (Rasmussen and Williams 2006, equations 2.25 and 2.26). */
export function fitPosterior({ points, values, isCategorical }: Data, kernel: Omit<Kernel, 'outputWarp'>): Posterior {
  const { weights, scale, noise } = kernel;
  const size = points.length;
  const dimensions = isCategorical.length;
  const weighed = Float64Array.from(weights);
  const flat = Float64Array.from(points.flat());
  const distancesTo = (point: readonly number[]): Float64Array => {
    const distances = new Float64Array(size);
    let place = 0;
    for (let i = 0; i < size; i++) {
      let r2 = 0;
      for (let k = 0; k < dimensions; k++)
        r2 +=
          (weighed[k] as number) *
          squaredDistance(point[k] as number, flat[place++] as number, isCategorical[k] === true);
      distances[i] = r2;
    }
    return distances;
  };
  const matrix = new Float64Array(size * size);
  points.forEach((point, i) => {
    const distances = distancesTo(point);
    for (let j = 0; j <= i; j++) matrix[i * size + j] = scale * matern(distances[j] as number) + (i === j ? noise : 0);
  });
  const root = invertLower(positive(matrix, size), size);
  const alpha = timesUpper(root, timesLower(root, Float64Array.from(values)));

  /** Covariances with the observed points, whitened, and the prediction that follows. */
  const look = (distances: Float64Array): Prediction & { readonly whitened: Float64Array } => {
    const covariances = new Float64Array(size);
    for (let i = 0; i < size; i++) covariances[i] = scale * matern(distances[i] as number);
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
    const { mean, deviation, whitened } = look(distances);
    const explained = timesUpper(root, whitened);
    const slopes = distances.map((r2) => scale * maternSlope(r2));
    const meanGradient = Array<number>(dimensions).fill(0);
    const deviationGradient = Array<number>(dimensions).fill(0);
    for (let k = 0; k < dimensions; k++) {
      if (isCategorical[k] === true) continue;
      let [m, v] = [0, 0];
      for (let i = 0; i < size; i++) {
        const change =
          (slopes[i] as number) *
          2 *
          (weighed[k] as number) *
          ((point[k] as number) - (flat[i * dimensions + k] as number));
        m += change * (alpha[i] as number);
        v -= 2 * change * (explained[i] as number);
      }
      meanGradient[k] = m;
      deviationGradient[k] = deviation ** 2 > smallestVariance ? v / (2 * deviation) : 0;
    }
    return { mean, deviation, meanGradient, deviationGradient };
  };
  const means = values.map((value, i) => value - noise * (alpha[i] as number));
  return { predict: (point) => look(distancesTo(point)), predictSlope, lowestMean: Math.min(...means) };
}

/** Rounding may leave a matrix of points that are close just not positive: then a little noise is added. */
function positive(matrix: Matrix, size: number): Matrix {
  for (let jitter = 0; jitter <= 1; jitter = jitter === 0 ? 1e-8 : jitter * 10) {
    const lower = cholesky(
      matrix.map((value, index) => (index % (size + 1) === 0 ? value + jitter : value)),
      size,
    );
    if (lower !== undefined) return lower;
  }
  throw new Error('Internal error: a covariance matrix has no Cholesky factor');
}
