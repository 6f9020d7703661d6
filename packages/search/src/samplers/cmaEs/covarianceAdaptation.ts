import { cholesky, type Matrix, solveLower } from '../../math/cholesky.js';

/** The distribution N(mean, sigma^2 C), from which points are drawn, and its evolution paths. */
export interface Evolution {
  readonly mean: Float64Array;
  readonly sigma: number;
  readonly covariance: Matrix;
  /** The lower triangular A with A A^T = C. */
  readonly factor: Matrix;
  /** The evolution path p_c: the recent moves of the mean. */
  readonly path: Float64Array;
  /** The conjugate path p_sigma, in which C is a ball; its length shows whether steps were too short or too long. */
  readonly roundPath: Float64Array;
  readonly updates: number;
}

/** Strategy parameters: rates and weights that follow from the number of axes and the size of a population. */
export interface StrategyParameters {
  /** One per rank, the best first. Those of the better half sum to 1; the others are negative. */
  readonly weights: readonly number[];
  readonly muEff: number;
  readonly c1: number;
  readonly cMu: number;
  readonly cC: number;
  readonly cSigma: number;
  readonly dSigma: number;
  /** The expected length of a standard normal vector. */
  readonly chi: number;
}

/** The defaults of N. Hansen, "The CMA Evolution Strategy: A Tutorial", arXiv:1604.00772, table 1 and equations 49 to 58. */
export function strategyParameters(n: number, lambda: number): StrategyParameters {
  const raw = Array.from({ length: lambda }, (_, rank) => Math.log((lambda + 1) / 2) - Math.log(rank + 1));
  const positive = raw.filter((weight) => weight > 0);
  const negative = raw.filter((weight) => weight < 0);
  const muEff = effective(positive);
  const c1 = 2 / ((n + 1.3) ** 2 + muEff);
  const cMu = Math.min(1 - c1, (2 * (0.25 + muEff + 1 / muEff - 2)) / ((n + 2) ** 2 + muEff));
  const cSigma = (muEff + 2) / (n + muEff + 5);
  const negativeSum = Math.min(1 + c1 / cMu, 1 + (2 * effective(negative)) / (muEff + 2), (1 - c1 - cMu) / (n * cMu));
  return {
    weights: raw.map((weight) => (weight > 0 ? weight / sum(positive) : (-negativeSum * weight) / sum(negative))),
    muEff,
    c1,
    cMu,
    cC: (4 + muEff / n) / (n + 4 + (2 * muEff) / n),
    cSigma,
    dSigma: 1 + 2 * Math.max(0, Math.sqrt((muEff - 1) / (n + 1)) - 1) + cSigma,
    chi: Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n ** 2)),
  };
}

/** The effective number of weights: as many equal weights would give a mean of the same variance. */
const effective = (weights: readonly number[]): number => sum(weights) ** 2 / sum(weights.map((weight) => weight ** 2));

/** The isotropic distribution around a mean, with which an evolution starts. */
export const startEvolution = (mean: Float64Array, sigma: number): Evolution => ({
  mean,
  sigma,
  covariance: identity(mean.length),
  factor: identity(mean.length),
  path: new Float64Array(mean.length),
  roundPath: new Float64Array(mean.length),
  updates: 0,
});

/**
 * Updates the distribution by a population, its best point first (the tutorial's equations 39 to 47). A triangular factor takes
 * the place of the root of C (O. Krause, D. R. Arbonès and C. Igel, "CMA-ES with Optimal Covariance Update and Storage Complexity", NIPS
 * 2016, section 3), and steps that are too long to be draws from this distribution are shortened (N. Hansen, "Injecting External
 * Solutions Into CMA-ES", arXiv:1110.4181, equation 4): a trial may have been elsewhere than proposed.
 */
export function evolve(from: Evolution, ranked: readonly Float64Array[], settings: StrategyParameters): Evolution {
  const { weights, muEff, c1, cMu, cC, cSigma, dSigma, chi } = settings;
  const steps = ranked.map((point) => stepTo(from, point));
  const move = recombine(steps.map(({ step }) => step), weights); // prettier-ignore
  const roundMove = recombine(steps.map(({ round }) => round), weights); // prettier-ignore
  const roundPath = decay(from.roundPath, roundMove, cSigma, muEff);
  const length = norm(roundPath);
  const updates = from.updates + 1;
  const isSteady = length / Math.sqrt(1 - (1 - cSigma) ** (2 * updates)) < (1.4 + 2 / (from.mean.length + 1)) * chi;
  const path = decay(from.path, isSteady ? move : new Float64Array(move.length), cC, muEff);
  const lost = isSteady ? 0 : cC * (2 - cC);
  const keep = 1 + c1 * lost - c1 - cMu * sum(weights);
  const covariance = from.covariance.map((value) => keep * value);
  addSquare(covariance, path, c1);
  steps.forEach(({ step, round }, rank) => addSquare(covariance, step, cMu * scaledWeight(weights[rank] ?? 0, round)));
  const factor = cholesky(covariance, from.mean.length);
  return {
    mean: from.mean.map((value, i) => Math.min(1, Math.max(0, value + from.sigma * (move[i] ?? 0)))),
    sigma: Math.min(1, from.sigma * Math.exp(Math.min(1, (cSigma / dSigma) * (length / chi - 1)))),
    ...(factor === undefined ? { covariance: from.covariance, factor: from.factor } : { covariance, factor }),
    path,
    roundPath,
    updates,
  };
}

interface Step {
  /** The step from the mean, in units of sigma. */
  readonly step: Float64Array;
  /** This step in the coordinates in which C is a ball. */
  readonly round: Float64Array;
}

function stepTo({ mean, sigma, factor }: Evolution, point: Float64Array): Step {
  const n = mean.length;
  const step = point.map((value, i) => (value - (mean[i] ?? 0)) / sigma);
  const round = solveLower(factor, step);
  const scale = Math.min(1, (Math.sqrt(n) + (2 * n) / (n + 2)) / norm(round));
  return scale < 1 ? { step: step.map((x) => scale * x), round: round.map((x) => scale * x) } : { step, round };
}

/** The weighted mean of the better half of a population. */
export function recombine(vectors: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const result = new Float64Array(vectors[0]?.length ?? 0);
  vectors.forEach((vector, rank) => {
    const weight = Math.max(0, weights[rank] ?? 0);
    vector.forEach((value, i) => (result[i] = (result[i] ?? 0) + weight * value));
  });
  return result;
}

const decay = (path: Float64Array, move: Float64Array, rate: number, muEff: number): Float64Array =>
  path.map((value, i) => (1 - rate) * value + Math.sqrt(rate * (2 - rate) * muEff) * (move[i] ?? 0));

/** Scales a negative weight so that it counts equally for near and far points and C stays positive definite (equation 46). */
const scaledWeight = (weight: number, round: Float64Array): number =>
  weight >= 0 ? weight : (weight * round.length) / Math.max(norm(round) ** 2, 1e-20);

function addSquare(matrix: Matrix, vector: Float64Array, weight: number): void {
  const n = vector.length;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      matrix[i * n + j] = (matrix[i * n + j] ?? 0) + weight * (vector[i] ?? 0) * (vector[j] ?? 0);
}

const identity = (size: number): Matrix =>
  new Float64Array(size * size).map((_, index) => Number(index % (size + 1) === 0));
const norm = (vector: Float64Array): number => Math.sqrt(vector.reduce((total, x) => total + x ** 2, 0));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
