/**
 * The first of the whole numbers from `low` to `high` for which something holds that holds for all larger ones, too, found by
 * bisection: a forest takes too long to be asked for each number. It is taken to hold for `high`.
 */
export function firstThat(low: number, high: number, holds: (number: number) => boolean): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
