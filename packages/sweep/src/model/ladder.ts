import { type BudgetAmount, wholeRun } from '../trial/budget.js';

/** Early stopping in its normal form: trials start with a small budget, and the best of them get larger ones. */
export type Ladder = BudgetLadder | ReportLadder;

interface CommonLadder {
  readonly type: 'successive_halving' | 'hyperband';
  /** The unit that the budget counts, such as epochs. */
  readonly unit: string;
  /** The reduction factor: 1 in `eta` trials of a rung is promoted to the next. */
  readonly eta: number;
  /** The most times that a trial can be promoted. */
  readonly promotions: number;
}

/** Each budget is `eta` times the one before, up to the largest: the lowest is `max / eta ** promotions`. */
interface BudgetLadder extends CommonLadder {
  /** The largest budget, a whole number. */
  readonly max: number;
  readonly bands?: undefined;
}

/** Budgets count what a program reports, and the last rung is the whole run, to the program's own end. */
export interface ReportLadder extends CommonLadder {
  /** The budgets of all rungs but the last, one for each promotion, in whole numbers that grow. */
  readonly bands: readonly number[];
}

/** A number of trials with the same budget. */
export interface Rung {
  readonly budget: BudgetAmount;
  readonly size: number;
}

/** A race of configurations, fewer and fewer of which continue. */
export interface Bracket {
  /** From the lowest budget to the largest. */
  readonly rungs: readonly Rung[];
  /** The index of its first configuration among those that start with this budget: brackets of one kind take them in turn. */
  readonly first: number;
}

/** Counts how many times `min` can be multiplied by `eta` before it exceeds `max`, in whole numbers, without logarithms. */
export function countPromotions(min: number, max: number, eta: number): number {
  let promotions = 0;
  for (let budget = min * eta; budget <= max; budget *= eta) promotions++;
  return promotions;
}

/**
 * The budget after which a trial of a bracket with `left` more promotions is judged: R / eta^left, to the nearest whole
 * number, or a band. It does not depend on where the bracket starts, so that brackets meet on the same budgets.
 */
function budgetAt(ladder: Ladder, left: number): BudgetAmount {
  if (ladder.bands === undefined) return Math.round(ladder.max / ladder.eta ** left);
  return ladder.bands[ladder.bands.length - left] ?? wholeRun;
}

/** The budget of a trial that is promoted as often as can be, on which all brackets end. */
export const lastBudget = (ladder: Ladder): BudgetAmount => budgetAt(ladder, 0);

/** Rungs for `size` configurations; the last promotes at least one. */
export function createRungs(ladder: Ladder, promotions: number, size: number): Rung[] {
  return Array.from({ length: promotions + 1 }, (_, index) => ({
    budget: budgetAt(ladder, promotions - index),
    size: Math.max(1, Math.floor(size / ladder.eta ** index)),
  }));
}

/**
 * The number of configurations that each bracket of Hyperband starts with, by its number of promotions s, as in table 1 of L.
 * Li, K. Jamieson, G. DeSalvo, A. Rostamizadeh and A. Talwalkar, "Hyperband", JMLR 18 (2018): floor((s_max + 1) / (s + 1))
 * eta^s. The formula of their algorithm 1, with ceil(... eta^s ...), gives other numbers: 34 where the table has 27.
 */
const startSize = ({ promotions: most, eta }: Ladder, promotions: number): number =>
  Math.floor(Math.floor((most + 1) / (promotions + 1)) * eta ** promotions);

/** The number of configurations that a bracket of Hyperband starts with, by its number in the sweep. */
export const bracketSize = (ladder: Ladder, bracket: number): number =>
  startSize(ladder, ladder.promotions - (bracket % (ladder.promotions + 1)));

/** The default number of configurations that a sweep starts: a whole pass over the brackets. */
export function usualStarts(ladder: Ladder): number {
  if (ladder.type === 'successive_halving') return Math.floor(ladder.eta ** ladder.promotions);
  return promotionsOf(ladder).reduce((sum, promotions) => sum + startSize(ladder, promotions), 0);
}

/** The promotions of each bracket, from the one with the smallest budget and the most configurations to the opposite. */
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
