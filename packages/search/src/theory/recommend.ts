import { round } from '../space/quantile.js';
import type { TheoryMethod } from './theoryMethods.js';

/** The function that theory assumes: `mu`-strongly convex, with an `L`-Lipschitz gradient. */
export interface TheoryProblem {
  readonly method: TheoryMethod;
  readonly mu: number;
  readonly L: number;
  /** A bound on the variance of a stochastic gradient, `E‖g − E g‖²`. Only sgd has it. */
  readonly noise?: number;
  /** The bound that sgd should reach on the expected gap `E f(w) − f*`. */
  readonly goal?: SgdGoal;
}

/** A gap in the limit, or the least bound on the gap after a number of steps from a gap that is known. */
export type SgdGoal = { readonly target: number } | { readonly steps: number; readonly initialGap: number };

/** The values that theory recommends, and what it promises of them. */
export interface Recommendation {
  readonly stepSize: number;
  /** Zero for methods without momentum. */
  readonly momentum: number;
  /** The factor per step of what `of` names. */
  readonly rate: number;
  /** The distance to the optimum, or the expected gap of f above its limit. */
  readonly of: 'distance' | 'gap';
  /** The limit of the expected gap; absent where it is 0. */
  readonly floor?: number;
  /** The formula of the step size. */
  readonly formula: string;
  readonly source: string;
}

/**
 * Recommends a constant step size and momentum. Rates of `heavy_ball` hold for quadratic functions, in the limit; all others
 * for any function of its kind. Step sizes are rounded as those of samplers, so that no id depends on a last bit.
 */
export function recommend(problem: TheoryProblem): Recommendation {
  const found = recommenders[problem.method](problem);
  return { ...found, stepSize: round(found.stepSize), momentum: round(found.momentum) };
}

type Recommender = (problem: TheoryProblem) => Recommendation;

/** B. T. Polyak, "Introduction to Optimization" (1987), section 1.4, theorem 3. */
const gradientDescent: Recommender = ({ mu, L }) => ({
  stepSize: 2 / (mu + L),
  momentum: 0,
  rate: (L / mu - 1) / (L / mu + 1),
  of: 'distance',
  formula: 'step 2/(mu + L)',
  source: 'Polyak 1987, section 1.4',
});

/** B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", USSR Comp. Math. 4 (1964), 1-17. */
const heavyBall: Recommender = ({ mu, L }) => {
  const root = Math.sqrt(L / mu);
  const rate = (root - 1) / (root + 1);
  return {
    stepSize: (2 / (Math.sqrt(L) + Math.sqrt(mu))) ** 2,
    momentum: rate ** 2,
    rate,
    of: 'distance',
    formula: 'step 4/(√L + √mu)²',
    source: 'Polyak 1964',
  };
};

/** Y. Nesterov, "Introductory Lectures on Convex Optimization" (2004), constant step scheme III (2.2.11) and theorem 2.2.3. */
const nesterov: Recommender = ({ mu, L }) => {
  const root = Math.sqrt(L / mu);
  return {
    stepSize: 1 / L,
    momentum: (root - 1) / (root + 1),
    rate: Math.sqrt(1 - 1 / root),
    of: 'distance',
    formula: 'step 1/L',
    source: 'Nesterov 2004, theorem 2.2.3',
  };
};

/**
 * L. Bottou, F. E. Curtis and J. Nocedal, "Optimization Methods for Large-Scale Machine Learning", SIAM Review 60 (2018), theorem
 * 4.6, with unbiased gradients of bounded variance (mu_G = 1, M_G = 1, M = noise): for a step up to 1/L, the expected gap after
 * k steps is at most floor + (1 − step mu)^k (first gap − floor), where floor = step L noise / (2 mu).
 */
const sgd: Recommender = ({ mu, L, noise = 0, goal }) => {
  const floorOf = (step: number): number => (step * L * noise) / (2 * mu);
  const stepSize =
    goal === undefined || noise === 0
      ? 1 / L
      : 'target' in goal
        ? Math.min(1 / L, (2 * mu * goal.target) / (L * noise))
        : leastBound(
            (step) => floorOf(step) + (1 - step * mu) ** goal.steps * (goal.initialGap - floorOf(step)),
            1 / L,
          );
  return {
    stepSize,
    momentum: 0,
    rate: 1 - stepSize * mu,
    of: 'gap',
    floor: floorOf(stepSize),
    formula:
      goal !== undefined && 'steps' in goal
        ? `step that minimizes the bound after ${goal.steps} steps, at most 1/L`
        : 'step 2 mu target/(L noise), at most 1/L',
    source: 'Bottou, Curtis and Nocedal 2018, theorem 4.6',
  };
};

const recommenders: Readonly<Record<TheoryMethod, Recommender>> = {
  gradient_descent: gradientDescent,
  heavy_ball: heavyBall,
  nesterov,
  sgd,
};

/** The smallest step that is looked at, as a part of the largest. */
const leastStep = 1e-12;
const looks = 400;

/** The step with the least bound, on a logarithmic grid that is refined around its best point. */
function leastBound(bound: (step: number) => number, largest: number): number {
  let [low, high] = [Math.log(largest * leastStep), Math.log(largest)];
  for (let refinement = 0; refinement < 6; refinement++) {
    const width = (high - low) / looks;
    const steps = Array.from({ length: looks + 1 }, (_, index) => low + index * width);
    const best = steps.reduce((a, b) => (bound(Math.exp(b)) < bound(Math.exp(a)) ? b : a));
    [low, high] = [Math.max(low, best - width), Math.min(high, best + width)];
  }
  return Math.min(largest, Math.exp((low + high) / 2));
}
