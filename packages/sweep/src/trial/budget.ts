/** The budget of a trial, by unit: `{ epochs: 9 }`. */
export type Budget = { readonly [unit: string]: BudgetAmount };

/** The budget that a trial may use: a number, or as much as it takes by itself. */
export type BudgetAmount = number | typeof wholeRun;

/** The amount of a trial that runs to its own end, beside those that are ended after a number of reports. */
export const wholeRun = 'whole';

/** An amount as it is compared: a whole run is the largest. */
export const budgetSize = (amount: BudgetAmount): number => (amount === wholeRun ? Number.MAX_SAFE_INTEGER : amount);
