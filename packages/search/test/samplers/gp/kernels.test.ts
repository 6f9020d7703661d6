import { correlations } from '../../../src/samplers/gp/correlation.js';
import { fitKernel, negativeLogPosterior, pairDistances } from '../../../src/samplers/gp/fitKernel.js';
import { fitPosterior } from '../../../src/samplers/gp/gaussianProcess.js';
import { kernelNames } from '../../../src/samplers/gp/gpOptions.js';
import { kernelPrior } from '../../../src/samplers/gp/kernelPrior.js';
import { unwarp, warp } from '../../../src/samplers/gp/outputWarp.js';

const points = [
  [0.1, 0],
  [0.35, 1],
  [0.6, 0],
  [0.8, 1],
];
const regrets = [1, 0.4, 0, 2.5];
const isCategorical = [false, true];
const noiseFactors = [1, 2, 1, 1];

/** The determinant and the inverse of a matrix by Gauss and Jordan, which the sampler does without. */
function invert(matrix: readonly (readonly number[])[]): {
  readonly inverse: number[][];
  readonly determinant: number;
} {
  const size = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => Number(i === j))]);
  let determinant = 1;
  for (let i = 0; i < size; i++) {
    const pivot = rows[i]?.[i] ?? NaN;
    determinant *= pivot;
    rows[i] = (rows[i] ?? []).map((value) => value / pivot);
    for (let k = 0; k < size; k++) {
      const factor = rows[k]?.[i] ?? 0;
      if (k !== i) rows[k] = (rows[k] ?? []).map((value, j) => value - factor * (rows[i]?.[j] ?? 0));
    }
  }
  return { inverse: rows.map((row) => row.slice(size)), determinant };
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);

const kernel = { weights: [12, 0.8], scale: 1.3, noise: 0.05 };
const distance = (a: readonly number[], b: readonly number[]): number =>
  12 * ((a[0] ?? 0) - (b[0] ?? 0)) ** 2 + 0.8 * Number(a[1] !== b[1]);

/** The textbook formulas: k(r) of a distance r. */
const textbook = {
  matern52: (r: number): number => (1 + Math.sqrt(5) * r + (5 / 3) * r * r) * Math.exp(-Math.sqrt(5) * r),
  rbf: (r: number): number => Math.exp((-r * r) / 2),
} as const;

describe.each(kernelNames)('%s', (name) => {
  const correlation = correlations[name];
  const covariance = (a: readonly number[], b: readonly number[]): number =>
    1.3 * textbook[name](Math.sqrt(distance(a, b)));
  const matrix = points.map((a, i) =>
    points.map((b, j) => covariance(a, b) + (i === j ? 0.05 * (noiseFactors[i] ?? 1) : 0)),
  );

  test('it is the textbook formula, and its slope that of its value', () => {
    for (const r2 of [0.001, 0.3, 1, 4, 20]) {
      expect(correlation.at(r2)).toBeCloseTo(textbook[name](Math.sqrt(r2)), 12);
      const numeric = (correlation.at(r2 * 1.0001) - correlation.at(r2 * 0.9999)) / (0.0002 * r2);
      expect(correlation.slopeAt(r2) / numeric).toBeCloseTo(1, 5);
    }
  });

  test('the posterior is that of the inverted matrix, and its slopes are those of its values', () => {
    const values = [0.3, -0.2, -1.1, 1];
    const posterior = fitPosterior({ points, values, noiseFactors, isCategorical, correlation }, kernel);
    const { inverse } = invert(matrix);
    for (const x of [
      [0.2, 0],
      [0.5, 1],
      [0.97, 0],
    ]) {
      const k = points.map((point) => covariance(x, point));
      const weights = inverse.map((row) => dot(row, k));
      const { mean, deviation, meanGradient, deviationGradient } = posterior.predictSlope(x);
      expect(mean).toBeCloseTo(dot(weights, values), 10);
      expect(deviation ** 2).toBeCloseTo(1.3 - dot(weights, k), 10);
      const [more, less] = [1e-5, -1e-5].map((h) => posterior.predict([(x[0] ?? 0) + h, x[1] ?? 0]));
      expect(meanGradient[0]).toBeCloseTo(((more?.mean ?? 0) - (less?.mean ?? 0)) / 2e-5, 5);
      expect(deviationGradient[0]).toBeCloseTo(((more?.deviation ?? 0) - (less?.deviation ?? 0)) / 2e-5, 5);
    }
  });

  test.each([undefined, 0.05])('the density of the observations is fitted, with its gradient; noise %d', (noise) => {
    const data = {
      points,
      regrets,
      noiseFactors,
      isCategorical,
      correlation,
      ...(noise === undefined ? {} : { noise }),
    };
    const distances = pairDistances(data);
    const logs = [12, 0.8, 1.3, 0.05, noise === undefined ? 2 : 1].map(Math.log);
    const { value, gradient } = negativeLogPosterior(data, distances, logs);
    const { values, logSlopes } = warp(regrets, noise === undefined ? 2 : 0);
    const { inverse, determinant } = invert(matrix);
    const quadratic = dot(
      [...values],
      inverse.map((row) => dot(row, [...values])),
    );
    expect(value).toBeCloseTo(0.5 * quadratic + 0.5 * Math.log(determinant) - logSlopes + kernelPrior(logs).value, 8);
    const fitted = noise === undefined ? [0, 1, 2, 3, 4] : [0, 1, 2];
    for (const k of fitted) {
      const at = (h: number): number => negativeLogPosterior(data, distances, logs.with(k, (logs[k] ?? 0) + h)).value;
      expect(gradient[k]).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 4);
    }
  });

  test('a known noise stays what it is, and the values are not warped then', () => {
    const data = { points, regrets, noiseFactors, isCategorical, correlation };
    expect(fitKernel({ ...data, noise: 0.2 })).toMatchObject({ noise: 0.2, outputWarp: 0 });
    expect(fitKernel(data).outputWarp).toBeGreaterThan(0);
  });
});

test('without strength, a warp only standardises; and a value goes back to its regret', () => {
  const { values, logSlopes } = warp(regrets, 0);
  const almost = warp(regrets, 1e-9);
  values.forEach((value, i) => expect(value).toBeCloseTo(almost.values[i] ?? NaN, 6));
  expect(logSlopes).toBeCloseTo(almost.logSlopes, 5);
  for (const strength of [0, 0.01, 5, 1000]) {
    const warped = warp(regrets, strength);
    warped.values.forEach((value, i) => expect(unwarp(value, warped, strength)).toBeCloseTo(regrets[i] ?? NaN, 10));
  }
});
