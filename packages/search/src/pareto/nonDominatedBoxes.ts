import type { Losses } from './dominance.js';

/** Boxes that do not overlap, each between two thresholds of every goal. */
export interface Boxes {
  /** For each goal, ascending: -Infinity, losses of points, and the reference. */
  readonly thresholds: readonly (readonly number[])[];
  /** For each box and each goal, the places of its lower and its upper threshold. */
  readonly boxes: readonly (readonly Side[])[];
}

type Side = readonly [number, number];

/** For a goal, the place of a loss among its thresholds. */
type Places = readonly ReadonlyMap<number, number>[];

/**
 * Divides what no point dominates, below a reference point, into boxes: slabs between neighbouring losses of the last goal, and in each the
 * boxes that the points below it leave of the other goals, as in section 3.1 of K. Yang, M. Emmerich, A. Deutz and T. Bäck,
 * "Efficient Computation of Expected Hypervolume Improvement Using Box Decomposition Algorithms", J. Global Optim. 75 (2019), 3-34, for
 * three goals.
 *
 * @param most Undefined is returned if there are more boxes than this.
 */
export function nonDominatedBoxes(points: readonly Losses[], reference: Losses, most: number): Boxes | undefined {
  const inside = points.filter((point) => reference.every((bound, goal) => (point[goal] ?? Infinity) < bound));
  const thresholds = reference.map((bound, goal) => [
    -Infinity,
    ...[...new Set(inside.map((point) => point[goal] ?? bound))].toSorted((a, b) => a - b),
    bound,
  ]);
  const places = thresholds.map((losses) => new Map(losses.map((loss, place) => [loss, place])));
  const boxes = divide(inside, reference, places, reference.length - 1, most);
  return boxes && { thresholds, boxes };
}

/** The boxes in the first goals, up to one of them. */
function divide(
  points: readonly Losses[],
  reference: Losses,
  places: Places,
  goal: number,
  most: number,
): Side[][] | undefined {
  const place = (loss: number): number => places[goal]?.get(loss) ?? 0;
  const bound = reference[goal] ?? 0;
  if (goal === 0) return [[[0, place(points.reduce((least, [loss = bound]) => Math.min(least, loss), bound))]]];
  const boxes: Side[][] = [];
  let below: readonly Losses[] = [];
  let from = 0;
  const close = (to: number): boolean => {
    const parts = divide(below, reference, places, goal - 1, most);
    if (parts === undefined || boxes.length + parts.length > most) return false;
    boxes.push(...parts.map((sides): Side[] => [...sides, [from, to]]));
    from = to;
    return true;
  };
  for (const point of points.toSorted((a, b) => (a[goal] ?? 0) - (b[goal] ?? 0))) {
    if (below.some((other) => covers(other, point, goal))) continue;
    const to = place(point[goal] ?? bound);
    if (to > from && !close(to)) return undefined;
    below = [...below.filter((other) => !covers(point, other, goal)), point];
  }
  return close(place(bound)) ? boxes : undefined;
}

/** True if a point is at least as good in all goals before the given one. */
function covers(point: Losses, other: Losses, goal: number): boolean {
  for (let index = 0; index < goal; index += 1) if ((point[index] ?? 0) > (other[index] ?? 0)) return false;
  return true;
}
