import type { Observation } from '../adaptive/adaptiveSampler.js';

/** For each axis, the probabilities of its categories; empty for a numeric axis. */
export type Weights = readonly (readonly number[])[];

/** Learning rate: how far one population moves the weights. */
const rate = 0.3;

/**
 * Moves the weights of categories towards their shares among the better half of a population, and keeps a minimum for each, so
 * that none is lost: with a probability of 0.27 a point has a category somewhere that is not the most likely (R. Hamano et al.,
 * "CatCMA: Stochastic Optimization for Mixed-Category Problems", GECCO 2024, sections 2.2 and 4.3).
 * The population is ordered from best to worst, and `importance` has the recombination weights in that order.
 */
export function learnCategories(
  weights: Weights,
  population: readonly Observation[],
  importance: readonly number[],
): Weights {
  const varying = weights.filter((some) => some.length > 1).length;
  return weights.map((some, axis) => {
    if (some.length < 2) return some;
    const moved = some.map((weight, category) =>
      population.reduce((sum, { point }, rank) => {
        const chosen = point[axis];
        const share = rate * Math.max(0, importance[rank] ?? 0);
        return chosen === undefined ? sum : sum + share * (Number(chosen === category) - weight);
      }, weight),
    );
    return lifted(moved, (1 - 0.73 ** (1 / varying)) / (some.length - 1));
  });
}

/** Raises weights to the minimum at the expense of those above it; the sum stays 1. */
function lifted(weights: readonly number[], least: number): number[] {
  if (least * weights.length >= 1) return weights.map(() => 1 / weights.length);
  const raised = weights.map((weight) => Math.max(weight, least));
  const excess = raised.reduce((sum, weight) => sum + weight, -1);
  const above = raised.reduce((sum, weight) => sum + weight - least, 0);
  return raised.map((weight) => weight - (excess * (weight - least)) / above);
}
