/** One loss for each goal; lower is better. */
export type Losses = readonly number[];

/** Whether `a` is no worse than `b` in any goal, and better in one: Pareto dominance. NaN is as bad as Infinity. */
export function dominates(a: Losses, b: Losses): boolean {
  let isBetter = false;
  for (const [goal, loss] of a.entries()) {
    const [mine, other] = [worst(loss), worst(b[goal] ?? Infinity)];
    if (mine > other) return false;
    if (mine < other) isBetter = true;
  }
  return isBetter;
}

const worst = (loss: number): number => (Number.isNaN(loss) ? Infinity : loss);

/**
 * Sorts points into fronts: the first are dominated by no point, those of the next only by points of earlier fronts (K. Deb, A. Pratap, S.
 * Agarwal and T. Meyarivan, "A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II", IEEE Trans. Evol. Comput. 6 (2002), section
 * III-A). Equal points share a front.
 *
 * @returns for each point the number of its front, from 0.
 */
export function frontNumbers(points: readonly Losses[]): readonly number[] {
  const dominating = points.map(() => 0);
  const dominated: number[][] = points.map(() => []);
  for (const [a, first] of points.entries())
    for (let b = a + 1; b < points.length; b += 1) {
      const second = points[b] ?? [];
      const [better, worse] = dominates(first, second) ? [a, b] : dominates(second, first) ? [b, a] : [-1, -1];
      if (better < 0) continue;
      dominated[better]?.push(worse);
      dominating[worse]! += 1;
    }
  const numbers = points.map(() => 0);
  let front = dominating.flatMap((count, index) => (count === 0 ? [index] : []));
  for (let number = 0; front.length > 0; number += 1) {
    const next: number[] = [];
    for (const index of front) {
      numbers[index] = number;
      for (const worse of dominated[index] ?? []) if (--dominating[worse]! === 0) next.push(worse);
    }
    front = next;
  }
  return numbers;
}

/** The indices of the points that no other dominates, in their order. Of equal points, all are there. */
export const paretoFront = (points: readonly Losses[]): readonly number[] =>
  points.flatMap((point, index) => (points.some((other) => dominates(other, point)) ? [] : [index]));
