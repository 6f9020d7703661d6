import type { Losses } from './dominance.js';

/**
 * The distance of the reference beyond the worst losses of the front, as shares of the range of the front and of that of all
 * points.
 */
interface Beyond {
  readonly front: number;
  readonly all: number;
}

/** As BoTorch's `infer_reference_point`, but not at the front itself if that is very short. */
const close: Beyond = { front: 0.1, all: 0.01 };
/** Used while the ends of the front are not known yet: points far beyond them count, too. */
const wide: Beyond = { front: 0.1, all: 0.5 };

/**
 * The point below which hypervolumes are measured: somewhat beyond the worst losses of the front in each goal (H. Ishibuchi, R. Imada, Y. Setoguchi and Y.
 * Nojima, "How to Specify a Reference Point in Hypervolume Calculation for Fair Performance Comparison", Evolutionary Computation 26 (2018), 411-440).
 *
 * @param all The front and the points that it dominates.
 * @param isWide Whether the reference lies far beyond the front.
 */
export function referencePoint(front: readonly Losses[], all: readonly Losses[], isWide: boolean): Losses {
  const beyond = isWide ? wide : close;
  return (front[0] ?? []).map((_, goal) => {
    const losses = front.map((point) => point[goal] ?? 0);
    const whole = rangeOf(all.map((point) => point[goal] ?? 0)) || 1;
    return Math.max(...losses) + Math.max(beyond.front * rangeOf(losses), beyond.all * whole);
  });
}

const rangeOf = (losses: readonly number[]): number => Math.max(...losses) - Math.min(...losses);
