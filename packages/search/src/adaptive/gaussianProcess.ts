import { cholesky, inverse, type Matrix, solveLower, solveUpper } from './cholesky.js';
import { minimize, type Slope } from './minimize.js';

/** Points and what was observed there, standardised: mean 0, deviation 1. */
export interface Data {
  readonly points: readonly (readonly number[])[];
  readonly values: readonly number[];
  /** Per dimension, whether points either agree in it or do not, as categories do. */
  readonly isCategorical: readonly boolean[];
}

/** Hyperparameters of the process, all positive. */
export interface Kernel {
  /** Inverse squared length scale of each dimension. */
  readonly weights: readonly number[];
  /** Variance of the function. */
  readonly scale: number;
  /** Variance of the noise. */
  readonly noise: number;
}

/** What the process expects at a point: mean and standard deviation of the function, without noise, and their gradients. */
export interface Prediction {
  readonly mean: number;
  readonly deviation: number;
  readonly meanGradient: readonly number[];
  readonly deviationGradient: readonly number[];
}

export interface Posterior {
  predict(point: readonly number[]): Prediction;
  /** The smallest mean at an observed point. */
  readonly lowestMean: number;
}

const root5 = Math.sqrt(5);
const smallestNoise = 1e-6;

/** Squared distance in one dimension. */
function squared(a: number, b: number, isCategorical: boolean): number {
  if (isCategorical) return a === b ? 0 : 1;
  return (a - b) * (a - b);
}

/** Matérn's kernel with nu = 5/2 of a squared distance (Rasmussen and Williams 2006, equation 4.17). */
function matern(r2: number): number {
  const a = root5 * Math.sqrt(r2);
  return (1 + a + (a * a) / 3) * Math.exp(-a);
}

/** Its derivative by the squared distance. */
function maternSlope(r2: number): number {
  const a = root5 * Math.sqrt(r2);
  return (-5 / 6) * (1 + a) * Math.exp(-a);
}

/**
 * The kernel that makes the observations most probable, weighed by a prior that keeps length scales from running away with few
 * data (C. E. Rasmussen and C. K. I. Williams, "Gaussian Processes for Machine Learning", 2006, equations 5.8 and 5.9; the
 * prior is a gamma distribution of scale and noise, and of each weight w the density exp(-0.1/w - 0.1 w)).
 */
export function fitKernel(data: Data): Kernel {
  const dimensions = data.isCategorical.length;
  const distances = pairDistances(data);
  const slopeAt = (logs: readonly number[]): Slope => negativeLogPosterior(data, distances, logs);
  const bounds = {
    lower: [...Array<number>(dimensions).fill(Math.log(1e-4)), Math.log(1e-3), Math.log(smallestNoise)],
    upper: [...Array<number>(dimensions).fill(Math.log(1e4)), Math.log(1e3), Math.log(2)],
  };
  const starts = [1, 10].map((weight) => [
    ...Array<number>(dimensions).fill(Math.log(weight)),
    0,
    Math.log(weight === 1 ? 1e-4 : 1e-2),
  ]);
  const found = starts.map((start) => minimize(slopeAt, start, { iterations: 60, ...bounds }));
  const best = found.reduce((a, b) => (b.value < a.value ? b : a));
  return toKernel(best.x, dimensions);
}

function toKernel(logs: readonly number[], dimensions: number): Kernel {
  const values = logs.map(Math.exp);
  return { weights: values.slice(0, dimensions), scale: values[dimensions] ?? 1, noise: values[dimensions + 1] ?? 1 };
}

/** For each pair of points i > j, the squared distances of all dimensions. */
function pairDistances({ points, isCategorical }: Data): Float64Array {
  const dimensions = isCategorical.length;
  const distances = new Float64Array(((points.length * (points.length - 1)) / 2) * dimensions);
  let pair = 0;
  for (let i = 0; i < points.length; i++)
    for (let j = 0; j < i; j++, pair++)
      for (let k = 0; k < dimensions; k++)
        distances[pair * dimensions + k] = squared(points[i]?.[k] ?? 0, points[j]?.[k] ?? 0, isCategorical[k] === true);
  return distances;
}

function negativeLogPosterior({ values }: Data, distances: Float64Array, logs: readonly number[]): Slope {
  const size = values.length;
  const dimensions = logs.length - 2;
  const { weights, scale, noise } = toKernel(logs, dimensions);
  const matrix = new Float64Array(size * size);
  const slopes = new Float64Array((size * (size - 1)) / 2);
  let pair = 0;
  for (let i = 0; i < size; i++) {
    matrix[i * size + i] = scale + noise;
    for (let j = 0; j < i; j++, pair++) {
      let r2 = 0;
      for (let k = 0; k < dimensions; k++) r2 += (weights[k] as number) * (distances[pair * dimensions + k] as number);
      const covariance = scale * matern(r2);
      matrix[i * size + j] = covariance;
      matrix[j * size + i] = covariance;
      slopes[pair] = scale * maternSlope(r2);
    }
  }
  const lower = cholesky(matrix, size);
  if (lower === undefined) return { value: Infinity, gradient: logs.map(() => 0) };
  const observed = Float64Array.from(values);
  const alpha = solveUpper(lower, solveLower(lower, observed));
  const precision = inverse(lower, size);
  let value = 0;
  for (let i = 0; i < size; i++)
    value += 0.5 * (observed[i] as number) * (alpha[i] as number) + Math.log(lower[i * size + i] as number);
  const gradient = new Float64Array(logs.length);
  let trace = 0;
  let whole = 0;
  pair = 0;
  for (let i = 0; i < size; i++) {
    const own = (alpha[i] as number) ** 2 - (precision[i * size + i] as number);
    trace += own;
    whole += own * scale;
    for (let j = 0; j < i; j++, pair++) {
      const factor = (alpha[i] as number) * (alpha[j] as number) - (precision[i * size + j] as number);
      whole += 2 * factor * (matrix[i * size + j] as number);
      const slope = factor * (slopes[pair] as number);
      for (let k = 0; k < dimensions; k++)
        gradient[k] =
          (gradient[k] as number) - slope * (weights[k] as number) * (distances[pair * dimensions + k] as number);
    }
  }
  gradient[dimensions] = -0.5 * whole;
  gradient[dimensions + 1] = -0.5 * trace * noise;
  weights.forEach((w, k) => {
    value += 0.1 / w + 0.1 * w;
    gradient[k] = (gradient[k] as number) - 0.1 / w + 0.1 * w;
  });
  value += scale - Math.log(scale) + 30 * noise - 0.1 * Math.log(noise);
  gradient[dimensions] = (gradient[dimensions] as number) + scale - 1;
  gradient[dimensions + 1] = (gradient[dimensions + 1] as number) + 30 * noise - 0.1;
  return { value, gradient: [...gradient] };
}

/** What is believed of the function after the observations (Rasmussen and Williams 2006, equations 2.25 and 2.26). */
export function condition({ points, values, isCategorical }: Data, kernel: Kernel): Posterior {
  const { weights, scale, noise } = kernel;
  const size = points.length;
  const dimensions = isCategorical.length;
  const distance = (a: readonly number[], b: readonly number[]): number => {
    let r2 = 0;
    for (let k = 0; k < dimensions; k++)
      r2 += (weights[k] as number) * squared(a[k] as number, b[k] as number, isCategorical[k] === true);
    return r2;
  };
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      const covariance = scale * matern(distance(points[i] ?? [], points[j] ?? [])) + (i === j ? noise : 0);
      matrix[i * size + j] = covariance;
      matrix[j * size + i] = covariance;
    }
  const lower = positive(matrix, size);
  const alpha = solveUpper(lower, solveLower(lower, Float64Array.from(values)));
  const precision = inverse(lower, size);
  const predict = (point: readonly number[]): Prediction => {
    const covariances = new Float64Array(size);
    const slopes = new Float64Array(size);
    let mean = 0;
    for (let i = 0; i < size; i++) {
      const r2 = distance(point, points[i] ?? []);
      covariances[i] = scale * matern(r2);
      slopes[i] = scale * maternSlope(r2);
      mean += (covariances[i] as number) * (alpha[i] as number);
    }
    const explained = multiply(precision, covariances);
    let variance = scale;
    for (let i = 0; i < size; i++) variance -= (covariances[i] as number) * (explained[i] as number);
    const deviation = Math.sqrt(Math.max(variance, 1e-12));
    const meanGradient = Array<number>(dimensions).fill(0);
    const deviationGradient = Array<number>(dimensions).fill(0);
    for (let k = 0; k < dimensions; k++) {
      if (isCategorical[k] === true) continue;
      let [m, v] = [0, 0];
      for (let i = 0; i < size; i++) {
        const change =
          (slopes[i] as number) * 2 * (weights[k] as number) * ((point[k] as number) - (points[i]?.[k] as number));
        m += change * (alpha[i] as number);
        v -= 2 * change * (explained[i] as number);
      }
      meanGradient[k] = m;
      deviationGradient[k] = variance > 1e-12 ? v / (2 * deviation) : 0;
    }
    return { mean, deviation, meanGradient, deviationGradient };
  };
  return { predict, lowestMean: Math.min(...points.map((point) => predict(point).mean)) };
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

function multiply(matrix: Matrix, vector: Float64Array): Float64Array {
  const size = vector.length;
  const product = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += (matrix[i * size + j] as number) * (vector[j] as number);
    product[i] = sum;
  }
  return product;
}
