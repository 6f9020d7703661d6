import type { Losses } from './dominance.js';

/** Losses between 0, the best of the front, and 1, the worst; 0 in goals in which all are equal. */
export function scaledLosses(front: readonly Losses[]): readonly Losses[] {
  const ends = (front[0] ?? []).map((_, goal) => {
    const losses = front.map((point) => point[goal] ?? 0);
    return [Math.min(...losses), Math.max(...losses)] as const;
  });
  return front.map((point) =>
    ends.map(([low, high], goal) => (high > low ? shareOfRange(low, point[goal] ?? 0, [low, high]) : 0)),
  );
}

/** The distance between two losses as a share of a range, which may be larger than any number. */
export function shareOfRange(from: number, to: number, [low, high]: readonly [number, number]): number {
  const range = high - low;
  return range < Infinity ? (to - from) / range : (to / 2 - from / 2) / (high / 2 - low / 2);
}
