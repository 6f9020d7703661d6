import { dominates, type Losses } from './dominance.js';

/**
 * The volume that points dominate below a reference point, the larger the better: the only usual indicator that never falls when a
 * point is added (E. Zitzler and L. Thiele, 1998). Exact, as a sum of exclusive hypervolumes, each point less what those after
 * it cover: WFG by L. While, L. Bradstreet and L. Barone, "A Fast Way of Calculating Exact Hypervolumes", IEEE Trans. Evol.
 * Comput. 16 (2012), figure 3. Points that do not lie below the reference in all goals count for nothing.
 *
 * @param points One loss for each goal; lower is better.
 * @param reference A loss for each goal that is just not good enough.
 */
export function hypervolume(points: readonly Losses[], reference: Losses): number {
  const inside = points.filter((point) => reference.every((bound, goal) => (point[goal] ?? Infinity) < bound));
  return volumeOf(withoutDominated(inside), reference);
}

function volumeOf(front: readonly Losses[], reference: Losses): number {
  if (reference.length === 1) return front.reduce((most, [loss = 0]) => Math.max(most, (reference[0] ?? 0) - loss), 0);
  if (reference.length === 2) return areaOf(front, reference);
  // From the worst in the last goal: what is left of the others after they are limited is small then.
  const sorted = front.toSorted((a, b) => (b.at(-1) ?? 0) - (a.at(-1) ?? 0));
  return sorted.reduce((sum, point, index) => {
    const limited = sorted
      .slice(index + 1)
      .map((other) => other.map((loss, goal) => Math.max(loss, point[goal] ?? loss)));
    return sum + boxOf(point, reference) - volumeOf(withoutDominated(limited), reference);
  }, 0);
}

const boxOf = (point: Losses, reference: Losses): number =>
  reference.reduce((volume, bound, goal) => volume * (bound - (point[goal] ?? bound)), 1);

/** With two goals, a sum of rectangles from left to right. */
function areaOf(front: readonly Losses[], [right = 0, top = 0]: Losses): number {
  const sorted = front.toSorted(([a = 0], [b = 0]) => a - b);
  let height = top;
  return sorted.reduce((area, [x = right, y = top]) => {
    if (y >= height) return area;
    const added = (right - x) * (height - y);
    height = y;
    return area + added;
  }, 0);
}

/** Keeps one of equal points. */
function withoutDominated(points: readonly Losses[]): readonly Losses[] {
  return points.filter(
    (point, index) =>
      !points.some(
        (other, place) =>
          dominates(other, point) || (place < index && other.every((loss, goal) => loss === point[goal])),
      ),
  );
}
