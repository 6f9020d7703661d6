import type { Losses } from './dominance.js';
import { scaledLosses } from './scaledLosses.js';

/**
 * The index of the knee of a front: the point that lies farthest below the hyperplane through the best points of each goal, with goals
 * scaled to the front's ranges (I. Das, "On characterizing the 'knee' of the Pareto curve based on normal-boundary intersection",
 * Structural Optimization 18 (1999)). For scaled losses that hyperplane is "sum = 1", so it is the point with the lowest sum; of equal ones the first. Undefined
 * for an empty front.
 */
export function kneeOf(front: readonly Losses[]): number | undefined {
  const sums = scaledLosses(front).map((losses) => losses.reduce((sum, loss) => sum + loss, 0));
  const index = sums.indexOf(Math.min(...sums));
  return index < 0 ? undefined : index;
}
