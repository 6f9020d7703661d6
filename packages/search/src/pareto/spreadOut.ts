import type { Losses } from './dominance.js';
import { exclusiveHypervolume, hypervolume } from './hypervolume.js';
import { scaledLosses } from './scaledLosses.js';

/**
 * Chooses points of a front that together dominate much: one after the other, the one that adds the most volume (the greedy subset
 * selection of A. P. Guerreiro, C. M. Fonseca and L. Paquete, "Greedy Hypervolume Subset Selection in Low Dimensions", Evolutionary Computation 24
 * (2016), 521-544). What a point adds only falls, so most need not be measured again at each step. The reference lies a tenth of the
 * front's range beyond its worst losses.
 *
 * @returns the indices of the points, in the order in which they are chosen.
 */
export function spreadOut(front: readonly Losses[], count: number): readonly number[] {
  const scaled = scaledLosses(front);
  const reference = (front[0] ?? []).map(() => 1.1);
  const chosen: number[] = [];
  const added = scaled.map((point) => hypervolume([point], reference));
  const left = new Set(scaled.keys());
  while (chosen.length < count && left.size > 0) {
    let best: { readonly index: number; readonly gain: number } | undefined;
    for (const index of [...left].toSorted((a, b) => (added[b] ?? 0) - (added[a] ?? 0) || a - b)) {
      if (best !== undefined && (added[index] ?? 0) <= best.gain) break;
      const others = chosen.map((one) => scaled[one] ?? []);
      const gain = exclusiveHypervolume(scaled[index] ?? [], others, reference);
      added[index] = gain;
      if (best === undefined || gain > best.gain) best = { index, gain };
    }
    if (best === undefined) break;
    chosen.push(best.index);
    left.delete(best.index);
  }
  return chosen;
}
