import type { Axis } from '../space/axis.js';
import type { AdaptiveRequest, AdaptiveSampler, Observation, Point } from './adaptiveSampler.js';
import { logExpectedImprovement } from './expectedImprovement.js';
import { condition, type Data, fitKernel, type Kernel, type Posterior } from './gaussianProcess.js';
import { minimize } from './minimize.js';
import { coordinateAt, startPoint, streamOf } from './startPoint.js';

/** How many random points are looked at, and from how many of the best a search climbs. */
const looks = { anywhere: 500, nearBest: 250, climbs: 5 };

/**
 * Bayesian optimisation with a Gaussian process: the point whose expected improvement is largest (D. R. Jones, M. Schonlau and W. J.
 * Welch, "Efficient Global Optimization of Expensive Black-Box Functions", J. Global Optim. 13 (1998), 455-492).
 *
 * Matérn 5/2 with a length scale for each axis; categories are alike or not (M. Halstrup, 2016). Points of the same generation
 * that have no result yet are taken to have the mean that the process expects there, so that the next one looks elsewhere
 * (kriging believer: D. Ginsbourger, R. Le Riche and L. Carraro, 2010).
 */
export const sampleGp: AdaptiveSampler = (request) => {
  const { axes, history, pending } = request;
  const known = history.filter(({ loss }) => loss < Infinity).length;
  if (
    axes.length === 0 ||
    history.length + pending.length < startTrials(axes.length) ||
    known < 2 ||
    request.attempt > 5
  )
    return startPoint(request);
  const model = fitted(axes, history);
  const posterior = believing(
    model,
    pending.map((point) => filled(axes, point)),
  );
  return climb(request, posterior);
};

const startTrials = (dimensions: number): number => Math.min(10, 2 + 2 * dimensions);

/** A point whose parameters all have a coordinate. */
type Coordinates = readonly number[];

/** What is not active stands in the middle of its axis, and at a category of its own. */
const filled = (axes: readonly Axis[], point: Point): Coordinates =>
  axes.map(({ kind }, index) => point[index] ?? (kind === 'numeric' ? 0.5 : -1));

interface Model {
  readonly data: Data;
  readonly kernel: Kernel;
}

/** All points of a generation are proposed from one history: it is fitted once. */
const models = new WeakMap<readonly Observation[], Model>();

function fitted(axes: readonly Axis[], history: readonly Observation[]): Model {
  const known = models.get(history);
  if (known !== undefined) return known;
  const data = {
    points: history.map(({ point }) => filled(axes, point)),
    values: standardised(history.map(({ loss }) => loss)),
    isCategorical: axes.map(({ kind }) => kind === 'categorical'),
  };
  const model = { data, kernel: fitKernel(data) };
  models.set(history, model);
  return model;
}

/** Mean 0, deviation 1. What has no loss counts as the worst that has one; what is far above the rest is drawn nearer. */
function standardised(losses: readonly number[]): number[] {
  const finite = losses.filter((loss) => loss < Infinity);
  const worst = Math.max(...finite);
  const drawn = near(losses.map((loss) => Math.min(loss, worst)));
  const mean = drawn.reduce((sum, loss) => sum + loss, 0) / drawn.length;
  const deviation = Math.sqrt(drawn.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / drawn.length);
  return drawn.map((loss) => (deviation > 0 ? (loss - mean) / deviation : 0));
}

/** Losses in units of the spread of the better half; above its end they grow like a logarithm. */
function near(losses: readonly number[]): number[] {
  const sorted = losses.toSorted((a, b) => a - b);
  const [low, middle] = [sorted[0] ?? 0, sorted[Math.floor(sorted.length / 2)] ?? 0];
  const spread = middle - low;
  if (!(spread > 0) || !Number.isFinite(spread)) return losses.map((loss) => (loss > low ? 1 : 0));
  return losses.map((loss) => {
    const x = (loss - low) / spread;
    return x <= 1 ? x : 1 + Math.log(x);
  });
}

function believing({ data, kernel }: Model, pending: readonly Coordinates[]): Posterior {
  const posterior = condition(data, kernel);
  if (pending.length === 0) return posterior;
  const values = [...data.values, ...pending.map((point) => posterior.predict(point).mean)];
  return condition({ ...data, points: [...data.points, ...pending], values }, kernel);
}

/** The point of the largest expected improvement that a search finds. */
function climb(request: AdaptiveRequest, posterior: Posterior): Point {
  const { axes, history } = request;
  const next = streamOf(request, 'gp');
  const gain = (point: Coordinates): number => {
    const { mean, deviation } = posterior.predict(point);
    return logExpectedImprovement(mean, deviation, posterior.lowestMean).value;
  };
  const best = filled(axes, history.reduce((a, b) => (b.loss < a.loss ? b : a)).point);
  const starts = [
    ...Array.from({ length: looks.anywhere }, () => axes.map((axis) => coordinateAt(axis, next()))),
    ...Array.from({ length: looks.nearBest }, () => nearby(axes, best, next)),
  ].map((point) => ({ point, gain: gain(point) }));
  const settled = (point: Point): Coordinates[] => {
    const settledPoint = request.settle(point);
    return settledPoint === undefined ? [] : [filled(axes, settledPoint)];
  };
  const climbed = starts
    .toSorted((a, b) => b.gain - a.gain)
    .slice(0, looks.climbs)
    .flatMap(({ point }) => settled(improve(axes, point, posterior)));
  const promising = climbed.map((point) => ({ point, gain: gain(point) }));
  return promising.length === 0 ? startPoint(request) : promising.reduce((a, b) => (b.gain > a.gain ? b : a)).point;
}

/** Moves some coordinates by a little, at scales from a tenth to a thousandth. */
function nearby(axes: readonly Axis[], point: Coordinates, next: () => number): number[] {
  const scale = 10 ** (-1 - 2 * next());
  const share = Math.max(1 / axes.length, next());
  return axes.map((axis, index) => {
    const old = point[index] ?? 0;
    if (next() > share) return old;
    if (axis.kind === 'categorical') return coordinateAt(axis, next());
    const moved = old + scale * (next() + next() + next() - 1.5) * 2;
    return Math.min(1 - 2 ** -53, Math.max(0, moved));
  });
}

/** Climbs along the numeric axes; categories stay. */
function improve(axes: readonly Axis[], start: Coordinates, posterior: Posterior): Coordinates {
  const isNumeric = axes.map(({ kind }) => kind === 'numeric');
  const slopeAt = (x: readonly number[]): { value: number; gradient: number[] } => {
    const { mean, deviation, meanGradient, deviationGradient } = posterior.predict(x);
    const { value, byMean, byDeviation } = logExpectedImprovement(mean, deviation, posterior.lowestMean);
    const gradient = meanGradient.map((slope, k) => -(byMean * slope + byDeviation * (deviationGradient[k] ?? 0)));
    return { value: -value, gradient };
  };
  return minimize(slopeAt, start, {
    iterations: 50,
    lower: start.map((value, k) => (isNumeric[k] === true ? 0 : value)),
    upper: start.map((value, k) => (isNumeric[k] === true ? 1 - 2 ** -53 : value)),
  }).x;
}
