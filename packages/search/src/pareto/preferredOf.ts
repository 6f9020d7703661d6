import type { Losses } from './dominance.js';
import { kneeOf } from './knee.js';
import { scaledLosses } from './scaledLosses.js';

/** The rule by which one point of a front is picked. Numbers are in the order of the goals. */
export type PointPreference =
  | { readonly kind: 'knee' }
  | { readonly kind: 'weights'; readonly weights: readonly number[] }
  /** Goals by their places, the most important first, and how much of each is given up for the next. */
  | { readonly kind: 'order'; readonly order: readonly { readonly goal: number; readonly within: number }[] };

/** The index of the point of a front that a rule picks, the first of equal ones; undefined for an empty front. */
export function preferredOf(front: readonly Losses[], preference: PointPreference): number | undefined {
  if (preference.kind === 'knee') return kneeOf(front);
  if (preference.kind === 'order') return firstInOrder(front, preference.order);
  const scaled = scaledLosses(front);
  const sums = scaled.map((losses) =>
    losses.reduce((sum, loss, goal) => sum + loss * (preference.weights[goal] ?? 0), 0),
  );
  const index = sums.indexOf(Math.min(...sums));
  return index < 0 ? undefined : index;
}

/** Lexicographic order, with a tolerance for each goal. Among those that remain, the best in the last goal is picked, then in the others. */
function firstInOrder(
  front: readonly Losses[],
  order: readonly { readonly goal: number; readonly within: number }[],
): number | undefined {
  let left = front.map((_, index) => index);
  const lossIn = (index: number, goal: number): number => front[index]?.[goal] ?? Infinity;
  for (const [place, { goal, within }] of order.entries()) {
    const best = Math.min(...left.map((index) => lossIn(index, goal)));
    const slack = place === order.length - 1 ? 0 : within;
    left = left.filter((index) => lossIn(index, goal) <= best + slack);
  }
  for (const { goal } of order) {
    const best = Math.min(...left.map((index) => lossIn(index, goal)));
    left = left.filter((index) => lossIn(index, goal) <= best);
  }
  return left[0];
}
