import type { Leaf } from './regressionTree.js';

/**
 * The share of a tree's variance over the unit cube that each axis explains by itself: V_j / V in Hutter, Hoos and
 * Leyton-Brown, "An Efficient Approach for Assessing Hyperparameter Importance" (2014), equations 2, 9 and 10. The marginals
 * of a tree have a closed form. Undefined for a tree that predicts one value everywhere.
 */
export function varianceShares(leaves: readonly Leaf[]): readonly number[] | undefined {
  const volumes = leaves.map(({ low, high }) =>
    low.reduce((product, from, axis) => product * ((high[axis] ?? 1) - from), 1),
  );
  const center = leaves.reduce((sum, { value }, index) => sum + value * (volumes[index] ?? 0), 0);
  const variance = leaves.reduce((sum, { value }, index) => sum + (value - center) ** 2 * (volumes[index] ?? 0), 0);
  if (!(variance > 0)) return undefined;
  const count = leaves[0]?.low.length ?? 0;
  return Array.from({ length: count }, (_, axis) => marginalVariance(leaves, volumes, center, axis) / variance);
}

/** The variance of the mean over all other axes, a step function that changes only at the cuts of this axis. */
function marginalVariance(leaves: readonly Leaf[], volumes: readonly number[], center: number, axis: number): number {
  const steps = new Map<number, number>();
  const add = (at: number, height: number): void => void steps.set(at, (steps.get(at) ?? 0) + height);
  for (const [index, { low, high, value }] of leaves.entries()) {
    const [from = 0, to = 1] = [low[axis], high[axis]];
    if (to <= from) continue;
    const height = ((value - center) * (volumes[index] ?? 0)) / (to - from);
    add(from, height);
    add(to, -height);
  }
  const cuts = [...steps].toSorted(([a], [b]) => a - b);
  let [sum, height] = [0, 0];
  for (const [place, [at, step]] of cuts.entries()) {
    height += step;
    sum += height ** 2 * ((cuts[place + 1]?.[0] ?? at) - at);
  }
  return sum;
}
