import type { Losses } from './dominance.js';
import { shareOfRange } from './scaledLosses.js';

/**
 * Crowding distances of the points of a front: the sum over goals of the distance between the two neighbours, relative to the front's
 * range; Infinity at the ends (Deb et al., 2002, section III-B). The larger, the lonelier.
 */
export function crowdingDistances(front: readonly Losses[]): readonly number[] {
  const distances = front.map(() => 0);
  for (const [goal] of (front[0] ?? []).entries()) {
    const at = (index: number | undefined): number => front[index ?? -1]?.[goal] ?? NaN;
    const order = front.map((_, index) => index).toSorted((a, b) => at(a) - at(b) || a - b);
    const ends = [at(order[0]), at(order.at(-1))] as const;
    for (const [place, index] of order.entries()) {
      if (place === 0 || place === order.length - 1) distances[index] = Infinity;
      else if (ends[1] > ends[0]) distances[index]! += shareOfRange(at(order[place - 1]), at(order[place + 1]), ends);
    }
  }
  return distances;
}
