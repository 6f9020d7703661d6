import type { Losses } from './dominance.js';

/**
 * The index of the knee of a front: the point that lies farthest below the hyperplane through the best points of each goal, with goals
 * scaled to the front's ranges (I. Das, "On characterizing the 'knee' of the Pareto curve based on normal-boundary intersection",
 * Structural Optimization 18 (1999)). For scaled losses that hyperplane is "sum = 1", so it is the point with the lowest sum; of equal ones the first. Undefined
 * for an empty front.
 */
export function kneeOf(front: readonly Losses[]): number | undefined {
  const goals = (front[0] ?? []).map((_, goal) => {
    const losses = front.map((point) => point[goal] ?? 0);
    const low = Math.min(...losses);
    return { low, range: Math.max(...losses) - low };
  });
  const sums = front.map((point) =>
    goals.reduce((sum, { low, range }, goal) => sum + (range > 0 ? ((point[goal] ?? 0) - low) / range : 0), 0),
  );
  const least = Math.min(...sums);
  const index = sums.indexOf(least);
  return index < 0 ? undefined : index;
}
