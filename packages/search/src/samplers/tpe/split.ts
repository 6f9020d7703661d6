import type { Losses } from '../../pareto/dominance.js';
import { spreadOut } from '../../pareto/spreadOut.js';
import { constrainedFronts } from '../adaptive/constrainedFronts.js';
import type { AdaptiveRequest, Observation, Point } from '../adaptive/adaptiveSampler.js';
import { isFeasible, lossesOf } from '../adaptive/feasibility.js';

/** Points that are good, and the others; both in the order of trials. */
export type Split = readonly [good: Point[], others: Point[]];

/** Splits off the best tenth, at most 25. */
export function splitOf({ history, goals = 1, constraints = 0 }: AdaptiveRequest): Split {
  const count = Math.min(25, Math.ceil(0.1 * history.length));
  if (constraints > 0) return goodWithFeasible(history, goals, count);
  return parted(history, new Set(best(history, goals, count)));
}

/** The numbers of the best trials. Of one goal, the earlier of equal losses is better. */
const best = (history: readonly Observation[], goals: number, count: number): readonly number[] =>
  goals > 1 ? bestFronts(history, count) : byLoss(history).slice(0, count);

const byLoss = (history: readonly Observation[]): readonly number[] =>
  history.map((_, index) => index).toSorted((a, b) => compare(history, a, b) || a - b);

function compare(history: readonly Observation[], a: number, b: number): number {
  const [first, second] = [history[a]?.loss ?? Infinity, history[b]?.loss ?? Infinity];
  return first === second ? 0 : first - second;
}

/**
 * With several goals, whole fronts are good, and of the one that is cut those points that cover the most volume together (Y.
 * Ozaki, Y. Tanigaki, S. Watanabe, M. Nomura and M. Onishi, "Multiobjective Tree-Structured Parzen Estimator", JAIR 73 (2022),
 * 1209-1250, section 4.2).
 */
function bestFronts(history: readonly Observation[], count: number): readonly number[] {
  const fronts = constrainedFronts(history);
  const chosen: number[] = [];
  for (let front = 0; chosen.length < count; front += 1) {
    const members = fronts.flatMap((number, index) => (number === front ? [index] : []));
    if (members.length === 0) break;
    const left = count - chosen.length;
    const losses = members.map((index): Losses => lossesOf(history[index] ?? none) ?? []);
    const some = members.length <= left ? members.keys() : spreadOut(losses, left);
    chosen.push(...[...some].flatMap((place) => members[place] ?? []));
  }
  return chosen;
}

const none: Observation = { point: [], loss: Infinity };

/**
 * With constraints, violated or not, what is as good as the best feasible trials is good for the goals, since whether a
 * constraint is satisfied is estimated by densities of its own. With no feasible trial, the goals do not matter yet, and all are
 * good.
 */
function goodWithFeasible(history: readonly Observation[], goals: number, count: number): Split {
  const free = history.map((observation): Observation => {
    const { violations: _, ...others } = observation;
    return { ...others, loss: observation.losses?.[0] ?? observation.loss };
  });
  const feasible = history.flatMap((observation, index) => (isFeasible(observation) ? [index] : []));
  if (feasible.length === 0) return [history.map(({ point }) => point), []];
  const wanted = Math.min(count, feasible.length);
  const isFeasibleAt = new Set(feasible);
  const hasEnough = (size: number): boolean =>
    best(free, goals, size).filter((index) => isFeasibleAt.has(index)).length >= wanted;
  // The good ones of a smaller number are among those of a larger one.
  let [few, enough] = [wanted - 1, history.length];
  while (enough - few > 1) {
    const middle = Math.floor((few + enough) / 2);
    if (hasEnough(middle)) enough = middle;
    else few = middle;
  }
  return parted(history, new Set(best(free, goals, enough)));
}

/**
 * The points that satisfy a constraint; if none does, those that violate it the least. Those of which it is not known violate it.
 */
export function splitByConstraint(history: readonly Observation[], constraint: number): Split {
  const violations = history.map((observation) => observation.violations?.[constraint] ?? Infinity);
  const limit = Math.max(0, Math.min(...violations));
  return parted(history, new Set(violations.flatMap((violation, index) => (violation <= limit ? [index] : []))));
}

function parted(history: readonly Observation[], isGood: ReadonlySet<number>): Split {
  const points = (wanted: boolean): Point[] =>
    history.filter((_, index) => isGood.has(index) === wanted).map(({ point }) => point);
  return [points(true), points(false)];
}
