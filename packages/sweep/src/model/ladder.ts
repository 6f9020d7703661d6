/**
 * Early stopping in its normal form: trials start with a small budget, and the best of them continue with one that is `eta`
 * times as large, up to the largest.
 */
export interface Ladder {
  readonly type: 'successive_halving' | 'hyperband';
  /** What the budget counts, such as epochs. */
  readonly unit: string;
  /** The largest budget, a whole number. */
  readonly max: number;
  /** The reduction factor: of so many trials of a rung one is promoted to the next. */
  readonly eta: number;
  /** How often a trial can be promoted: the lowest budget is the largest divided by `eta` so often. */
  readonly promotions: number;
}

/** So many trials with so large a budget. */
export interface Rung {
  readonly budget: number;
  readonly size: number;
}

/** A race of configurations, of which fewer and fewer go on. */
export interface Bracket {
  /** From the lowest budget to the largest. */
  readonly rungs: readonly Rung[];
  /** Which of the configurations that start with this budget is its first: brackets of one kind take them in turn. */
  readonly first: number;
}

/** How often `min` can be multiplied by `eta` before it is more than `max`: whole numbers, no logarithms. */
export function countPromotions(min: number, max: number, eta: number): number {
  let promotions = 0;
  for (let budget = min * eta; budget <= max; budget *= eta) promotions++;
  return promotions;
}

/**
 * The budget after which a trial of a bracket with `left` more promotions is judged: R / eta^left, to the nearest whole
 * number. It does not depend on where the bracket starts, so that brackets meet on the same budgets.
 */
const budgetAt = ({ max, eta }: Ladder, left: number): number => Math.round(max / eta ** left);

/** Rungs for `size` configurations; the last promotes at least one. */
export function createRungs(ladder: Ladder, promotions: number, size: number): Rung[] {
  return Array.from({ length: promotions + 1 }, (_, index) => ({
    budget: budgetAt(ladder, promotions - index),
    size: Math.max(1, Math.floor(size / ladder.eta ** index)),
  }));
}

/**
 * How many configurations each bracket of Hyperband starts with, by its number of promotions s, as printed in table 1 of L.
 * Li, K. Jamieson, G. DeSalvo, A. Rostamizadeh and A. Talwalkar, "Hyperband", JMLR 18 (2018): floor((s_max + 1) / (s + 1))
 * eta^s. The formula of their algorithm 1, with ceil(... eta^s ...), gives other numbers: 34 where the table has 27.
 */
const startSize = ({ promotions: most, eta }: Ladder, promotions: number): number =>
  Math.floor((most + 1) / (promotions + 1)) * eta ** promotions;

/** How many configurations a bracket of Hyperband starts with, by its number in the sweep. */
export const bracketSize = (ladder: Ladder, bracket: number): number =>
  startSize(ladder, ladder.promotions - (bracket % (ladder.promotions + 1)));

/** How many configurations a sweep starts where the file does not say: a whole pass over the brackets. */
export function usualStarts(ladder: Ladder): number {
  if (ladder.type === 'successive_halving') return ladder.eta ** ladder.promotions;
  return promotionsOf(ladder).reduce((sum, promotions) => sum + startSize(ladder, promotions), 0);
}

/** From the bracket with the most configurations and the smallest budget to that with the fewest and the largest. */
const promotionsOf = ({ promotions }: Ladder): number[] =>
  Array.from({ length: promotions + 1 }, (_, index) => promotions - index);

/**
 * The brackets of a sweep that starts `starts` configurations. Successive halving is one bracket (K. Jamieson and A.
 * Talwalkar, AISTATS 2016). Hyperband passes over all its brackets again and again, and the last one may be smaller.
 */
export function createBrackets(ladder: Ladder, starts: number): Bracket[] {
  if (ladder.type === 'successive_halving')
    return [{ rungs: createRungs(ladder, ladder.promotions, starts), first: 0 }];
  const brackets: Bracket[] = [];
  for (let pass = 0, left = starts; left > 0; pass++) {
    for (const promotions of promotionsOf(ladder)) {
      const size = startSize(ladder, promotions);
      if (left > 0) brackets.push({ rungs: createRungs(ladder, promotions, Math.min(size, left)), first: pass * size });
      left -= size;
    }
  }
  return brackets;
}
