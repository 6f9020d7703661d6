/** A point for each value that is better than all earlier ones, and one at the end. */
export function bestSoFar(
  completed: readonly (readonly [place: number, value: number, ...unknown[]])[],
  goal: 'minimize' | 'maximize',
  end: number,
): number[][] {
  const steps: number[][] = [];
  for (const [number, value] of completed) {
    const best = steps.at(-1)?.[1];
    if (best === undefined || (goal === 'minimize' ? value < best : value > best)) steps.push([number, value]);
  }
  const last = steps.at(-1)?.[1];
  return last === undefined ? [] : [...steps, [end, last]];
}
