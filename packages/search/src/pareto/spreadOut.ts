import type { Losses } from './dominance.js';
import { hypervolume } from './hypervolume.js';

/**
 * Chooses points of a front that together dominate much: one after the other, the one that adds the most volume (the greedy subset
 * selection of A. P. Guerreiro, C. M. Fonseca and L. Paquete, "Greedy Hypervolume Subset Selection in Low Dimensions", Evolutionary Computation 24
 * (2016), 521-544). What a point adds only falls, so most need not be measured again at each step. The reference lies a tenth of the
 * front's range beyond its worst losses.
 *
 * @returns the indices of the points, in the order in which they are chosen.
 */
export function spreadOut(front: readonly Losses[], count: number): readonly number[] {
  const scaled = scaledToRange(front);
  const reference = (front[0] ?? []).map(() => 1.1);
  const chosen: number[] = [];
  let volume = 0;
  const added = scaled.map((point) => hypervolume([point], reference));
  const left = new Set(scaled.keys());
  while (chosen.length < count && left.size > 0) {
    let best: { readonly index: number; readonly gain: number } | undefined;
    for (const index of [...left].toSorted((a, b) => (added[b] ?? 0) - (added[a] ?? 0) || a - b)) {
      if (best !== undefined && (added[index] ?? 0) <= best.gain) break;
      const some = [...chosen, index].map((one) => scaled[one] ?? []);
      const gain = chosen.length === 0 ? (added[index] ?? 0) : hypervolume(some, reference) - volume;
      added[index] = gain;
      if (best === undefined || gain > best.gain) best = { index, gain };
    }
    if (best === undefined) break;
    chosen.push(best.index);
    left.delete(best.index);
    volume += best.gain;
  }
  return chosen;
}

/** Losses from 0 to 1 in each goal. */
function scaledToRange(front: readonly Losses[]): readonly Losses[] {
  const goals = (front[0] ?? []).map((_, goal) => {
    const losses = front.map((point) => point[goal] ?? 0);
    const low = Math.min(...losses);
    return { low, range: Math.max(...losses) - low };
  });
  return front.map((point) =>
    goals.map(({ low, range }, goal) => (range > 0 ? ((point[goal] ?? 0) - low) / range : 0)),
  );
}
