/** One loss for each goal; lower is better. */
export type Losses = readonly number[];

/** True if `a` is no worse than `b` in any goal, and better in one: Pareto dominance. NaN is as bad as Infinity. */
export function dominates(a: Losses, b: Losses): boolean {
  let isBetter = false;
  for (let goal = 0; goal < a.length; goal += 1) {
    const [mine, other] = [worst(a[goal]), worst(b[goal])];
    if (mine > other) return false;
    if (mine < other) isBetter = true;
  }
  return isBetter;
}

const worst = (loss = Infinity): number => (Number.isNaN(loss) ? Infinity : loss);

/**
 * Sorts points into fronts: the first are dominated by no point, those of the next only by points of earlier fronts (K. Deb, A. Pratap, S.
 * Agarwal and T. Meyarivan, "A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II", IEEE Trans. Evol. Comput. 6 (2002), section
 * III-A). Equal points share a front. In the order of their losses no point is dominated by a later one, so each goes into the first front of
 * which none dominates it, which a binary search finds (X. Zhang, Y. Tian, R. Cheng and Y. Jin, "An Efficient Approach to Nondominated Sorting
 * for Evolutionary Multiobjective Optimization", IEEE Trans. Evol. Comput. 19 (2015), 201-213).
 *
 * @returns for each point the number of its front, from 0.
 */
export function frontNumbers(points: readonly Losses[]): readonly number[] {
  const fronts: Losses[][] = [];
  const numbers = points.map(() => 0);
  for (const index of inOrder(points)) {
    const point = points[index] ?? [];
    let [low, high] = [0, fronts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isDominated(point, fronts[middle] ?? [])) low = middle + 1;
      else high = middle;
    }
    numbers[index] = low;
    (fronts[low] ??= []).push(point);
  }
  return numbers;
}

/** The indices of the points that no other dominates, in their order. Of equal points, all are there. */
export function paretoFront(points: readonly Losses[]): readonly number[] {
  const front: Losses[] = [];
  const members: number[] = [];
  for (const index of inOrder(points)) {
    const point = points[index] ?? [];
    if (isDominated(point, front)) continue;
    front.push(point);
    members.push(index);
  }
  return members.toSorted((a, b) => a - b);
}

/** The places of points in the order of their losses in the first goal, of equal ones in the next. */
const inOrder = (points: readonly Losses[]): readonly number[] =>
  points.map((_, index) => index).toSorted((a, b) => compareLosses(points[a] ?? [], points[b] ?? []) || a - b);

function compareLosses(a: Losses, b: Losses): number {
  for (let goal = 0; goal < a.length; goal += 1) {
    const [mine, other] = [worst(a[goal]), worst(b[goal])];
    if (mine !== other) return mine < other ? -1 : 1;
  }
  return 0;
}

/**
 * True if a point is dominated by one of a front that comes before it. With two goals, the last of the front is the best in the
 * second.
 */
function isDominated(point: Losses, front: readonly Losses[]): boolean {
  const last = front.at(-1);
  if (last === undefined || dominates(last, point)) return last !== undefined;
  return point.length > 2 && front.some((other) => dominates(other, point));
}
