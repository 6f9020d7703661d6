import type { Losses } from './dominance.js';

/** Losses between 0, the best of the front, and 1, the worst; 0 in goals in which all are equal. */
export function scaledLosses(front: readonly Losses[]): readonly Losses[] {
  const ranges = (front[0] ?? []).map((_, goal) => {
    const losses = front.map((point) => point[goal] ?? 0);
    const low = Math.min(...losses);
    return { low, range: Math.max(...losses) - low };
  });
  return front.map((point) =>
    ranges.map(({ low, range }, goal) => (range > 0 ? ((point[goal] ?? 0) - low) / range : 0)),
  );
}
