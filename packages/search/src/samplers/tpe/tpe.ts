import type { AdaptiveRequest, AdaptiveSampler, Point } from '../adaptive/adaptiveSampler.js';
import type { Explainer } from '../adaptive/explanation.js';
import { lossesOf } from '../adaptive/feasibility.js';
import { logPrior } from '../adaptive/logPrior.js';
import { startPoint, streamOf } from '../adaptive/startPoint.js';
import { createDensity, type Density } from './density.js';
import { type Split, splitByConstraint, splitOf } from './split.js';

/** The number of trials that fill the space before the sampler starts to learn. */
const startTrials = 10;
/** The number of points drawn from each density of good ones; the most promising of them is proposed. */
const candidateCount = 24;
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
 *
 * Each constraint on results has densities of its own, of the points that satisfy it and of the others, and relative density ratios are
 * multiplied (S. Watanabe and F. Hutter, "c-TPE: Tree-Structured Parzen Estimator with Inequality Constraints for Expensive Hyperparameter
 * Optimization", IJCAI 2023, section 4).
 */
export const sampleTpe: AdaptiveSampler = (request) => {
  const { axes, history } = request;
  const model = densities(request);
  if (model === undefined) return startPoint(request);
  const next = streamOf(request, 'tpe');
  let best: { readonly point: Point; readonly score: number } | undefined;
  for (let index = 0; index < candidateCount * model.length; index++) {
    const { l } = model[index % model.length] ?? model[0];
    const point = request.snap(l.sample(next));
    if (point === undefined) continue;
    const score = logWorth(model, point) + logPrior(axes, point, history.length);
    if (best === undefined || score > best.score) best = { point, score };
  }
  return best?.point ?? startPoint(request);
};

export const explainTpe: Explainer = (request, point) => {
  const model = densities(request);
  if (model === undefined) return { kind: 'start' };
  const [{ good, others }] = model;
  return { kind: 'ratio', ratio: Math.exp(logWorth(model, point)), good, others };
};

interface Densities {
  /** Density of the good points, and of the others. */
  readonly l: Density;
  readonly g: Density;
  /** The numbers of points that they are made of. */
  readonly good: number;
  readonly others: number;
}

/** The densities for the goals, and then those for each constraint. */
type Model = readonly [Densities, ...Densities[]];

/** Undefined while there are too few results to learn from. */
function densities(request: AdaptiveRequest): Model | undefined {
  const { axes, history, constraints = 0 } = request;
  const known = history.filter((observation) => lossesOf(observation) !== undefined).length;
  if (known < startTrials || axes.length === 0) return undefined;
  const byConstraint = Array.from({ length: constraints }, (_, index) => splitByConstraint(history, index));
  return [densitiesOf(request, splitOf(request)), ...byConstraint.map((split) => densitiesOf(request, split))];
}

function densitiesOf({ axes, pending }: AdaptiveRequest, [good, rest]: Split): Densities {
  const others = [...rest, ...pending];
  return {
    l: createDensity(axes, good),
    g: createDensity(axes, others),
    good: good.length,
    others: others.length,
  };
}

function logWorth([goals, ...constraints]: Model, point: Point): number {
  if (constraints.length === 0) return goals.l.logAt(point) - goals.g.logAt(point);
  return [goals, ...constraints].reduce((sum, one) => sum + logRelativeRatio(one, point), 0);
}

/**
 * The logarithm of how dense good points are, relative to all: it has an upper bound, so that a constraint which almost all points satisfy
 * has no say.
 */
function logRelativeRatio({ l, g, good, others }: Densities, point: Point): number {
  const share = good / (good + others);
  return -Math.log(share + (1 - share) * Math.exp(g.logAt(point) - l.logAt(point)));
}
