type Goal = 'minimize' | 'maximize';
type Place = readonly [x: number, y: number];

/** The corners of the line through the points that no other dominates in two goals: what lies behind it is dominated. */
export function staircase(points: readonly Place[], goals: readonly [x: Goal, y: Goal]): readonly Place[] {
  return undominated(points, goals).flatMap((point, index, all): Place[] => {
    const before = all[index - 1];
    return before === undefined ? [point] : [[point[0], before[1]], point];
  });
}

/** The points that no other dominates in two goals, from the best in the first. Of equal ones, the first. */
export function undominated<T extends readonly [x: number, y: number, ...unknown[]]>(
  points: readonly T[],
  [x, y]: readonly [x: Goal, y: Goal],
): readonly T[] {
  const [signX, signY] = [signOf(x), signOf(y)];
  let best = Infinity;
  return points
    .toSorted((a, b) => signX * (a[0] - b[0]) || signY * (a[1] - b[1]))
    .filter(([, value]) => {
      const isBetter = signY * value < best;
      if (isBetter) best = signY * value;
      return isBetter;
    });
}

/** The worse of two values. */
export const worseOf = (goal: Goal, a: number, b: number): number =>
  goal === 'minimize' ? Math.max(a, b) : Math.min(a, b);

const signOf = (goal: Goal): number => (goal === 'minimize' ? 1 : -1);
