import type { AdaptiveRequest, AdaptiveSampler, Point } from '../adaptive/adaptiveSampler.js';
import { lossesOf } from '../adaptive/feasibility.js';
import { startPoint } from '../adaptive/startPoint.js';
import type { Posterior } from './gaussianProcess.js';
import { goalsWorth } from './goalsWorth.js';
import { fitModel, withPending } from './gpModel.js';
import { optimizeAcquisition } from './optimizeAcquisition.js';
import { acquisitionWorth } from './pointWorth.js';

/** After this many attempts that gave a point already tried, points are drawn at random. */
const patience = 5;

/**
 * Bayesian optimisation with a Gaussian process: proposes the point of the largest expected improvement (D. R. Jones, M.
 * Schonlau and W. J. Welch, "Efficient Global Optimization of Expensive Black-Box Functions", J. Global Optim. 13 (1998), 455-492),
 * or of another acquisition, if the user chose one.
 *
 * The kernel is Matérn 5/2, unless the user chose another, with a length scale for each axis; categories are equal or different (M. Halstrup, 2016); the
 * losses are on a scale that is fitted with the kernel. Points of the same generation that have no result yet are assumed to
 * have the mean predicted for them, so that the next point is elsewhere (kriging believer: D. Ginsbourger, R. Le Riche and L. Carraro, 2010).
 *
 * The variance of the noise is fitted, too, and divided by the number of evaluations that a loss is the mean of: the intrinsic
 * variance V / n on the diagonal of the covariances in B. Ankenman, B. L. Nelson and J. Staum, "Stochastic Kriging for Simulation
 * Metamodeling", Operations Research 58 (2010), 371-382.
 */
export const sampleGp: AdaptiveSampler = (request) => proposedPoint(request) ?? startPoint(request);

function proposedPoint(request: AdaptiveRequest): Point | undefined {
  if (isStart(request)) return undefined;
  if (!hasGoals(request)) return optimizeAcquisition(request, acquisitionWorth(request, posteriorOf(request)));
  const worth = goalsWorth(request);
  return optimizeAcquisition(request, worth, worth.centres);
}

/** True while points fill the space. */
export function isStart({ axes, history, pending, attempt }: AdaptiveRequest): boolean {
  const known = history.filter((observation) => lossesOf(observation) !== undefined).length;
  const isEarly = history.length + pending.length < startTrials(axes.length) || known < 2;
  return axes.length === 0 || isEarly || attempt > patience;
}

/** True if there are several goals, or constraints on results. */
export const hasGoals = ({ goals = 1, constraints = 0 }: AdaptiveRequest): boolean => goals > 1 || constraints > 0;

/** Returns what the sampler believes about a single goal when it proposes a point. */
export const posteriorOf = (request: AdaptiveRequest): Posterior =>
  withPending(request.axes, request.pending, fitModel(request));

const startTrials = (dimensions: number): number => Math.min(10, 2 + 2 * dimensions);
