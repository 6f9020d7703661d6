import { crowdingDistances, frontNumbers } from '@nx-tune/search';

import type { Judged } from '../trial/configurationLoss.js';

/**
 * The indices of the configurations that can win, from best to worst; of equals the earlier first. With several goals those of the Pareto
 * front come first, then those of the next front, and within one those that are alone before those that are crowded (K. Deb, A. Pratap, S.
 * Agarwal and T. Meyarivan, "A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II", IEEE Trans. Evol. Comput. 6 (2002), section III-C).
 */
export function bestFirst(judged: readonly Judged[]): number[] {
  const winning = judged.flatMap(({ loss }, index) => (loss < Infinity ? [index] : []));
  const at = (index: number): Judged => judged[index] as Judged;
  const isAlone = winning.every((index) => (at(index).losses?.length ?? 1) === 1);
  if (isAlone) return winning.toSorted((a, b) => at(a).loss - at(b).loss || a - b);
  const numbers = frontNumbers(winning.map((index) => at(index).losses ?? []));
  const fronts = new Map<number, number[]>();
  for (const [place, index] of winning.entries()) {
    const number = numbers[place] ?? 0;
    fronts.set(number, [...(fronts.get(number) ?? []), index]);
  }
  return [...fronts].toSorted(([a], [b]) => a - b).flatMap(([, front]) => lonelyFirst(front, at));
}

function lonelyFirst(front: readonly number[], at: (index: number) => Judged): number[] {
  const distances = crowdingDistances(front.map((index) => at(index).losses ?? []));
  const order = front.map((_, place) => place).toSorted((a, b) => compare(distances[b], distances[a]) || a - b);
  return order.map((place) => front[place] ?? 0);
}

/** Two distances may both be infinite. */
const compare = (a = 0, b = 0): number => (a === b ? 0 : a - b);
