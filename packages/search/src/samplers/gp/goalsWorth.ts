import { defined } from '../../core/defined.js';
import { type Losses, paretoFront } from '../../pareto/dominance.js';
import { logNormalCdf } from '../../math/logNormalCdf.js';
import { nonDominatedBoxes } from '../../pareto/nonDominatedBoxes.js';
import { referencePoint } from '../../pareto/referencePoint.js';
import type { AdaptiveRequest, Point } from '../adaptive/adaptiveSampler.js';
import { isFeasible, totalViolations } from '../adaptive/feasibility.js';
import { logPrior, logPriorGradient } from '../adaptive/logPrior.js';
import { acquisitionOf } from './acquisition.js';
import { logExpectedImprovement } from './expectedImprovement.js';
import type { Posterior, Prediction } from './gaussianProcess.js';
import { fitGoals } from './goalModels.js';
import { fitLosses, type GpModel, withPending } from './gpModel.js';
import { type GpOptions, usualGp } from './gpOptions.js';
import { logHypervolumeImprovement, type LogTerm } from './hypervolumeImprovement.js';
import { toKernelPoint } from './kernelPoint.js';
import { perSecond } from './perSecond.js';
import { scalarised } from './scalarise.js';
import type { PointWorth } from './pointWorth.js';

/** With more boxes than this below a front, a proposal would take too long. */
const mostBoxes = 2000;

/**
 * Each fourth trial has a wide reference point, and so looks beyond the ends of the front; the others come close to it. A close one alone
 * misses parts of ZDT3, a wide one alone is slow on DTLZ2 (measured by tools/bench/goals).
 */
const wideEvery = 4;

/** The worth of points where there are several goals or constraints on results, and what it is made of. */
export interface GoalsWorth extends PointWorth {
  /** The best points that are known. */
  readonly centres: readonly Point[];
  /** The logarithm of the improvement that a point is expected to bring; undefined as long as no trial is feasible. */
  logImprovementAt(point: Point): number | undefined;
  /** With a single goal, the lowest mean at a feasible point; undefined as long as there is none. */
  readonly incumbent?: number;
  /** True if the improvement is that of random weights of the goals. */
  readonly isScalar: boolean;
  /** Returns the probability that a point satisfies all constraints. */
  chanceAt(point: Point): number;
}

/** A summand of the worth, which depends on predictions. */
interface Part {
  readonly posteriors: readonly Posterior[];
  readonly term: (predictions: readonly Prediction[]) => LogTerm;
}

/**
 * The logarithm of the expected improvement, of the best feasible loss or of the front's hypervolume, times the probability that all
 * constraints are satisfied, each modelled by a Gaussian process of its own (M. Schonlau, W. J. Welch and D. R. Jones, "Global Versus Local
 * Search in Constrained Optimization of Computer Models", 1998, section 4; J. R. Gardner et al., "Bayesian Optimization with Inequality
 * Constraints", ICML 2014, section 3). As long as no trial is feasible, it is that probability alone (M. A. Gelbart, J. Snoek and R. P. Adams,
 * "Bayesian Optimization with Unknown Constraints", UAI 2014, section 3.2).
 *
 * Points without a result have the means that are predicted for them, and are feasible if these are.
 */
export function goalsWorth(request: AdaptiveRequest): GoalsWorth {
  const { axes, history, pending } = request;
  const { goals, constraints } = fitGoals(request);
  const limits = constraints.map((model): Part & { readonly isMet: readonly boolean[] } => {
    const posterior = withPending(axes, pending, model);
    const isMet = posterior.means.slice(model.data.points.length).map((mean) => mean <= model.limit);
    return { posteriors: [posterior], term: ([prediction = unknown]) => logChance(prediction, model.limit), isMet };
  });
  const feasible = [
    ...history.map(isFeasible),
    ...pending.map((_, index) => limits.every(({ isMet }) => isMet[index] === true)),
  ];
  const { part, best, incumbent, isScalar = false } = improvement(request, goals, feasible);
  const parts = part === undefined ? limits : [part, ...limits];
  const logOf = (some: readonly Part[], point: Point): number => {
    const x = toKernelPoint(axes, point);
    return some.reduce((sum, { posteriors, term }) => sum + term(posteriors.map((one) => one.predict(x))).value, 0);
  };
  const worth: PointWorth = {
    at: (point) => logOf(parts, point) + logPrior(axes, point, history.length),
    slopeAt: (x) => {
      let value = logPrior(axes, x, history.length);
      const gradient = logPriorGradient(axes, x, history.length);
      for (const { posteriors, term: termOf } of parts) {
        const predictions = posteriors.map((one) => one.predictSlope(x));
        const term = termOf(predictions);
        value += term.value;
        for (const [index, { meanGradient, deviationGradient }] of predictions.entries())
          for (const k of gradient.keys())
            gradient[k]! +=
              (term.byMean[index] ?? 0) * (meanGradient[k] ?? 0) +
              (term.byDeviation[index] ?? 0) * (deviationGradient[k] ?? 0);
      }
      return { value, gradient };
    },
  };
  return {
    ...perSecond(request, worth),
    centres: (best.length > 0 ? best : leastViolating(request))
      .flatMap((index) => history[index] ?? [])
      .map(({ point }) => point),
    logImprovementAt: (point) => (part === undefined ? undefined : logOf([part], point)),
    isScalar,
    ...defined({ incumbent }),
    chanceAt: (point) => Math.exp(logOf(limits, point)),
  };
}

interface Improvement {
  readonly part?: Part;
  readonly best: readonly number[];
  readonly incumbent?: number;
  readonly isScalar?: boolean;
}

/**
 * Models the expected improvement of the goals, and returns the numbers of the best feasible trials; without any, there is no
 * improvement.
 */
function improvement(request: AdaptiveRequest, goals: readonly GpModel[], feasible: readonly boolean[]): Improvement {
  const { axes, history, pending } = request;
  if (!feasible.slice(0, history.length).includes(true)) return { best: [] };
  const posteriors = goals.map((model) => withPending(axes, pending, model));
  const numbers = feasible.flatMap((isGood, index) => (isGood ? [index] : []));
  const means = numbers.map((index): Losses => posteriors.map((posterior) => posterior.means[index] ?? 0));
  const inFront = paretoFront(means);
  const best = inFront.flatMap((index) => numbers[index] ?? []).filter((index) => index < history.length);
  const [posterior] = posteriors;
  if (goals.length === 1 && posterior !== undefined) {
    const incumbent = Math.min(...means.flat());
    return { part: singlePart(posterior, incumbent, request.gp), best, incumbent };
  }
  const front = inFront.map((index) => means[index] ?? []);
  const isWide = request.trialNumber % wideEvery === 0;
  const boxes = nonDominatedBoxes(front, referencePoint(front, means, isWide), mostBoxes);
  if (boxes !== undefined) return { part: { posteriors, term: logHypervolumeImprovement(boxes) }, best };
  const whole = withPending(
    axes,
    pending,
    fitLosses(axes, scalarised(request), defined({ kernel: request.gp?.kernel })),
  );
  const lowest = Math.min(...numbers.map((index) => whole.means[index] ?? 0));
  return { part: singlePart(whole, lowest), best, isScalar: true };
}

/** The acquisition that the user chose; of the expected improvement, the logarithm. */
function singlePart(posterior: Posterior, best: number, options: GpOptions = usualGp): Part {
  const chosen = acquisitionOf(options);
  return {
    posteriors: [posterior],
    term: ([{ mean, deviation } = unknown]) => {
      const { value, byMean, byDeviation } = chosen.isProduct
        ? logExpectedImprovement(mean, deviation, best)
        : chosen.at(mean, deviation, best);
      return { value, byMean: [byMean], byDeviation: [byDeviation] };
    },
  };
}

/** The logarithm of the probability that a violation is within its limit. */
function logChance({ mean, deviation }: Prediction, limit: number): LogTerm {
  const z = (limit - mean) / deviation;
  const { value, slope } = logNormalCdf(z);
  return { value, byMean: [-slope / deviation], byDeviation: [(-slope * z) / deviation] };
}

const unknown: Prediction = { mean: 0, deviation: 1 };

/** The trials that violate constraints the least. */
function leastViolating({ history }: AdaptiveRequest): readonly number[] {
  const totals = totalViolations(history);
  const least = Math.min(...totals);
  return totals.flatMap((total, index) => (total === least ? [index] : []));
}
