import { type Factor, truncatedNormal } from '../../math/truncatedNormal.js';
import type { Axis } from '../../space/axis.js';
import type { AdaptiveRequest, AdaptiveSampler, Observation, Point } from '../adaptive/adaptiveSampler.js';
import type { Explainer } from '../adaptive/explanation.js';
import { logPrior } from '../adaptive/logPrior.js';
import { choose, startPoint, streamOf } from '../adaptive/startPoint.js';

/** The number of trials that fill the space before the sampler starts to learn. */
const startTrials = 10;
/** The number of points drawn from the density of the good ones; the most promising of them is proposed. */
const candidateCount = 24;
/**
 * The width of kernels in Scott's rule, relative to the axis. 0.2 is too wide to come close to an optimum; with 0.06, gaps
 * between the other points look promising if only the better trials have results, as in rungs (measured by tools/bench/search).
 */
const kernelWidth = 0.1;

/**
 * Tree-structured Parzen estimator: models where good points lie, l(x), and where the others lie, g(x), and proposes the
 * candidate with the largest l(x)/g(x), which maximises the expected improvement (J. Bergstra, R. Bardenet, Y. Bengio and B.
 * Kégl, "Algorithms for Hyper-Parameter Optimization", NIPS 2011, section 4 and equation 9).
 *
 * It is multivariate: one kernel per observation covers all axes, so that related values are drawn together (S. Falkner, A.
 * Klein and F. Hutter, "BOHB", ICML 2018, section 3.3). Which observations are good, how kernels are weighted and how wide
 * they are follows S. Watanabe, "Tree-Structured Parzen Estimator: Understanding Its Algorithm Components and Their Roles
 * for Better Empirical Performance", arXiv:2304.11127, sections 3.2 to 3.4. Points that have no result yet count among the
 * others, so that a generation spreads out (the constant liar of D. Ginsbourger, R. Le Riche and L. Carraro, 2010).
 */
export const sampleTpe: AdaptiveSampler = (request) => {
  const { axes, history } = request;
  const model = densities(request);
  if (model === undefined) return startPoint(request);
  const { l, g } = model;
  const next = streamOf(request, 'tpe');
  let best: { readonly point: Point; readonly score: number } | undefined;
  for (let index = 0; index < candidateCount; index++) {
    const point = request.snap(l.sample(next));
    if (point === undefined) continue;
    const score = l.logAt(point) - g.logAt(point) + logPrior(axes, point, history.length);
    if (best === undefined || score > best.score) best = { point, score };
  }
  return best?.point ?? startPoint(request);
};

export const explainTpe: Explainer = (request, point) => {
  const model = densities(request);
  if (model === undefined) return { kind: 'start' };
  const { l, g, good, others } = model;
  return { kind: 'ratio', ratio: Math.exp(l.logAt(point) - g.logAt(point)), good, others };
};

interface Densities {
  /** Density of the good points, and of the others. */
  readonly l: Density;
  readonly g: Density;
  /** The numbers of points that they are made of. */
  readonly good: number;
  readonly others: number;
}

/** Undefined while there are too few results to learn from. */
function densities({ axes, history, pending }: AdaptiveRequest): Densities | undefined {
  const known = history.filter(({ loss }) => loss < Infinity).length;
  if (known < startTrials || axes.length === 0) return undefined;
  const [good, rest] = split(history);
  const others = [...rest, ...pending];
  return {
    l: createDensity(axes, good),
    g: createDensity(axes, others),
    good: good.length,
    others: others.length,
  };
}

/** Splits off the best tenth, at most 25; both parts are in the order of trials. Of equal losses, the earlier is better. */
function split(history: readonly Observation[]): readonly [Point[], Point[]] {
  const order = history.map((_, index) => index).toSorted((a, b) => compare(history, a, b) || a - b);
  const isGood = new Set(order.slice(0, Math.min(25, Math.ceil(0.1 * history.length))));
  const points = (wanted: boolean): Point[] =>
    history.filter((_, index) => isGood.has(index) === wanted).map(({ point }) => point);
  return [points(true), points(false)];
}

function compare(history: readonly Observation[], a: number, b: number): number {
  const [first, second] = [history[a]?.loss ?? Infinity, history[b]?.loss ?? Infinity];
  return first === second ? 0 : first - second;
}

/** A mixture of the axes' own distribution and one kernel per point. */
interface Density {
  sample(next: () => number): Point;
  /** Logarithm of the density at a point. */
  logAt(point: Point): number;
}

function createDensity(axes: readonly Axis[], points: readonly Point[]): Density {
  const kernels = [
    ...points.map((point) => axes.map((axis, index) => kernelFactor(axis, point[index], points.length, axes.length))),
    axes.map(priorFactor),
  ];
  const weights = kernelWeights(points.length);
  const logWeights = weights.map(Math.log);
  return {
    sample: (next) => {
      const kernel = kernels[choose(weights, next())] ?? [];
      return kernel.map((factor) => factor.sample(next()));
    },
    logAt: (point) =>
      logSumExp(
        kernels.map((factors, kernel) =>
          factors.reduce((sum, factor, index) => {
            const coordinate = point[index];
            return coordinate === undefined ? sum : sum + factor.logAt(coordinate);
          }, logWeights[kernel] ?? -Infinity),
        ),
      ),
  };
}

/** The newest 25 count in full, older ones less with age, and the prior like a new one (Bergstra's own ramp). */
function kernelWeights(count: number): number[] {
  const old = Math.max(0, count - 25);
  const ramp = Array.from({ length: old }, (_, index) => (index + 1) / (old + 1));
  return [...ramp, ...Array.from({ length: count - old + 1 }, () => 1)];
}

function kernelFactor(axis: Axis, centre: number | undefined, count: number, dimensions: number): Factor {
  if (centre === undefined) return priorFactor(axis);
  if (axis.kind === 'categorical') return categoricalFactor(mixed(axis.probabilities, centre, count));
  // Scott's rule, clipped at a width that falls with the number of points (Watanabe 2023, section 3.4), here by its square.
  const scott = kernelWidth * count ** (-1 / (dimensions + 4));
  return truncatedNormal(centre, Math.max(scott, Math.min(100, count + 2) ** -2));
}

function priorFactor(axis: Axis): Factor {
  return axis.kind === 'categorical' ? categoricalFactor(axis.probabilities) : numericPrior;
}

const numericPrior = truncatedNormal(0.5, 1);

/** Mostly the observed value, and a share of all values that shrinks with the number of points (Aitchison and Aitken's kernel). */
function mixed(prior: readonly number[], centre: number, count: number): number[] {
  const rest = 1 / (count + 1);
  return prior.map((probability, index) => (1 - rest) * Number(index === centre) + rest * probability);
}

function categoricalFactor(probabilities: readonly number[]): Factor {
  const logs = probabilities.map(Math.log);
  return { sample: (u) => choose(probabilities, u), logAt: (index) => logs[index] ?? -Infinity };
}

function logSumExp(logs: readonly number[]): number {
  const most = Math.max(...logs);
  return most === -Infinity ? most : most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0));
}
