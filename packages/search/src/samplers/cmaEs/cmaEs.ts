import { probit } from '../../math/probit.js';
import type { Axis } from '../../space/axis.js';
import type { AdaptiveRequest, AdaptiveSampler, Observation, Point } from '../adaptive/adaptiveSampler.js';
import type { Explainer } from '../adaptive/explanation.js';
import { rankByFeasibility } from '../adaptive/rankByFeasibility.js';
import { choose, startPoint, streamOf, unitPoint } from '../adaptive/startPoint.js';
import { learnCategories, type Weights } from './categoryWeights.js';
import { type Evolution, evolve, recombine, strategyParameters, startEvolution } from './covarianceAdaptation.js';
import { margin } from './margin.js';

/** Deviation of the first distribution along each axis: three deviations on either side of the middle span the space. */
const startSigma = 1 / 6;
/** A distribution narrower than this has converged. */
const smallestDeviation = 1e-6;
/** The number of times that a point outside the space, or one that it excludes, is drawn again. */
const redraws = 20;

/**
 * Covariance matrix adaptation: draws a population from a normal distribution, moves the distribution to the better half, and
 * shapes it by the steps that were good (N. Hansen, "The CMA Evolution Strategy: A Tutorial", arXiv:1604.00772).
 *
 * The first population fills the space, and the distribution starts at its better half. When it has become narrow, or all
 * losses of a population are equal, the search restarts with populations twice as large (A. Auger and N. Hansen, "A
 * Restart CMA Evolution Strategy With Increasing Population Size", CEC 2005). Draws come from a Sobol sequence, which spreads
 * them evenly (O. Teytaud and S. Gelly, "DCMA: yet another derandomization in covariance-matrix-adaptation", GECCO 2007).
 * Parameters with steps keep a minimum deviation (`margin`), and categories have weights (`learnCategories`).
 */
export const sampleCmaEs: AdaptiveSampler = (asked) => {
  const request = rankByFeasibility(asked);
  const model = learned(request);
  if (model === undefined) return startPoint(request);
  const next = streamOf(request, 'cma-es');
  let point = draw(request.axes, model, request.attempt === 0 ? unitPoint(request) : request.axes.map(next));
  for (let count = 0; count < redraws; count++) {
    if (isInside(request.axes, point) && request.snap(point) !== undefined) return point;
    point = draw(request.axes, model, request.axes.map(next));
  }
  return point.map((x, index) => (request.axes[index]?.kind === 'numeric' ? reflect(x) : x));
};

export const explainCmaEs: Explainer = (asked) => {
  const request = rankByFeasibility(asked);
  const model = learned(request);
  if (model === undefined) return { kind: 'start' };
  const { mean, sigma, covariance } = model.evolution;
  let next = 0;
  const centre = request.axes.map((axis, index) =>
    axis.kind === 'numeric' ? reflect(mean[next++]) : mostLikely(model.weights[index] ?? []),
  );
  const variances = mean.map((_, i) => covariance[i * mean.length + i] ?? 0);
  const typical = variances.reduce((sum, variance) => sum + variance, 0) / Math.max(1, mean.length);
  return { kind: 'distribution', centre, step: sigma * Math.sqrt(typical) };
};

const mostLikely = (weights: readonly number[]): number => weights.indexOf(Math.max(...weights));

/** The state of the search after a population. */
interface Model {
  readonly weights: Weights;
  /** Over the numeric axes, in their order. */
  readonly evolution: Evolution;
}

interface Drawable extends Model {
  /** The minimum deviation of each numeric axis. */
  readonly least: readonly number[];
}

/** All points of a generation are proposed from one history, which is replayed once. */
const models = new WeakMap<readonly Observation[], { readonly model: Drawable | undefined }>();

function learned(request: AdaptiveRequest): Drawable | undefined {
  const known = models.get(request.history) ?? { model: replay(request) };
  models.set(request.history, known);
  return known.model;
}

/**
 * Learns from the populations one after the other; the result is undefined until the first population, at the start or after a
 * restart, has results. Trials given in advance take the place of the first population: the best of them.
 */
function replay({ axes, history, generation, given }: AdaptiveRequest): Drawable | undefined {
  const numeric = numericAxes(axes);
  let lambda = populationSize(numeric.length, generation);
  const known = history.slice(0, given).toSorted(byLoss);
  let model: Model | undefined = known.length < 2 ? undefined : learn(axes, undefined, known.slice(0, lambda));
  for (let from = given; from + lambda <= history.length;) {
    const population = history.slice(from, from + lambda).toSorted(byLoss);
    from += lambda;
    model = learn(axes, model, population);
    if (!hasEnded(model, population)) continue;
    model = undefined;
    lambda *= 2;
  }
  if (model === undefined) return undefined;
  const { mean } = model.evolution;
  const share = 1 / Math.max(2, numeric.length * lambda);
  const least = axes.filter(({ kind }) => kind === 'numeric').map((axis, i) => margin(axis, mean[i] ?? 0.5, share));
  return { ...model, least };
}

/**
 * Somewhat less than Hansen's 4 + 3 ln n, as a multiple of the generation: with a hundred trials, a larger number of smaller
 * populations finds more.
 */
const populationSize = (n: number, generation: number): number =>
  generation * Math.max(1, Math.round((3 + 2 * Math.log(Math.max(1, n))) / generation));

const numericAxes = (axes: readonly Axis[]): number[] =>
  axes.flatMap(({ kind }, index) => (kind === 'numeric' ? [index] : []));

/** Compares by loss; equal losses stay in the order of trials. */
const byLoss = (a: Observation, b: Observation): number => (a.loss === b.loss ? 0 : a.loss - b.loss);

/** A parameter that is not active in a trial is taken to be at the mean. */
function learn(axes: readonly Axis[], model: Model | undefined, population: readonly Observation[]): Model {
  const numeric = numericAxes(axes);
  const settings = strategyParameters(Math.max(1, numeric.length), population.length);
  const mean = model?.evolution.mean ?? new Float64Array(numeric.length).fill(0.5);
  const points = population.map(({ point }) => mean.map((middle, i) => point[numeric[i] ?? 0] ?? middle));
  return {
    weights: learnCategories(model?.weights ?? axes.map(priorOf), population, settings.weights),
    evolution:
      model === undefined
        ? startEvolution(recombine(points, settings.weights), startSigma)
        : evolve(model.evolution, points, settings),
  };
}

const priorOf = (axis: Axis): readonly number[] => (axis.kind === 'categorical' ? axis.probabilities : []);

function hasEnded({ evolution }: Model, population: readonly Observation[]): boolean {
  if (population[0]?.loss === population.at(-1)?.loss) return true;
  return evolution.mean.length > 0 && evolution.mean.every((_, i) => deviation(evolution, i) < smallestDeviation);
}

function deviation({ sigma, covariance, mean }: Evolution, i: number): number {
  return sigma * Math.sqrt(covariance[i * mean.length + i] ?? 0);
}

/** The point that follows from numbers in [0, 1), one for each axis; it may lie outside the space. */
function draw(axes: readonly Axis[], { weights, evolution, least }: Drawable, unit: readonly number[]): Point {
  const { mean, sigma, factor } = evolution;
  const normals = numericAxes(axes).map((axis) => probit(Math.min(1 - tiny, Math.max(tiny, unit[axis] ?? 0.5))));
  const moved = [...mean].map((middle, i) => {
    const row = factor.subarray(i * mean.length, i * mean.length + i + 1);
    const step = row.reduce((sum, value, k) => sum + value * (normals[k] ?? 0), 0);
    return middle + sigma * step * Math.max(1, (least[i] ?? 0) / deviation(evolution, i));
  });
  let next = 0;
  return axes.map((axis, index) =>
    axis.kind === 'numeric' ? moved[next++] : choose(weights[index] ?? [], unit[index] ?? 0),
  );
}

const tiny = 2 ** -33;

const isInside = (axes: readonly Axis[], point: Point): boolean =>
  axes.every(({ kind }, index) => kind === 'categorical' || ((point[index] ?? 0) >= 0 && (point[index] ?? 0) < 1));

/** Reflects a coordinate at 0 and 1. */
function reflect(x: number | undefined): number {
  const folded = Math.abs(x ?? 0.5) % 2;
  return Math.min(1 - 2 ** -53, folded > 1 ? 2 - folded : folded);
}
