import { type Losses, frontNumbers } from '../../pareto/dominance.js';
import type { Observation } from './adaptiveSampler.js';
import { isFeasible, lossesOf, totalViolations } from './feasibility.js';

/**
 * The number of each trial's front, from 0, by constrained domination: a feasible trial is better than all others, feasible ones compare by
 * dominance, and others by how much they violate all constraints together, the same front being equal ones (K. Deb, A. Pratap, S. Agarwal and
 * T. Meyarivan, "A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II", IEEE Trans. Evol. Comput. 6 (2002), section VI, definition 1). Trials whose
 * losses are not known are the worst.
 */
export function constrainedFronts(history: readonly Observation[]): readonly number[] {
  const feasible = history.flatMap((observation, index) => (isFeasible(observation) ? [index] : []));
  const own = frontNumbers(feasible.map((index): Losses => lossesOf(history[index] ?? nothing) ?? []));
  const numbers = history.map(() => 0);
  for (const [place, index] of feasible.entries()) numbers[index] = own[place] ?? 0;
  const first = 1 + Math.max(-1, ...own);
  const isIn = new Set(feasible);
  const totals = totalViolations(history);
  const levels = [...new Set(totals.filter((_, index) => !isIn.has(index)))].toSorted((a, b) => (a < b ? -1 : 1));
  const levelOf = new Map(levels.map((total, level) => [total, level]));
  for (const [index, total] of totals.entries())
    if (!isIn.has(index)) numbers[index] = first + (levelOf.get(total) ?? levels.length);
  return numbers;
}

const nothing: Observation = { point: [], loss: Infinity };
