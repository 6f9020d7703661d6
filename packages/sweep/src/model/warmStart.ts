import type { JsonObject } from '@nx-tune/search';

import type { BudgetAmount } from '../trial/budget.js';

/** Results of other sweeps, or from other tools, that a sweep starts from. */
export interface WarmStart {
  /** Digest of the results, which replaces them in the text of a search. */
  readonly digest: string;
  /** From best to worst. */
  readonly results: readonly WarmStartResult[];
}

/** A result to start from. A lower loss is better; it is null if the trial did not complete, or violates a rule. */
export interface WarmStartResult {
  readonly params: JsonObject;
  readonly loss: number | null;
  /** Its loss in each goal, where there are several or rules for results. */
  readonly losses?: readonly number[];
  /** The amounts by which it violates each rule. */
  readonly violations?: readonly number[];
  /** The budget of the trial, if trials have budgets. */
  readonly budget?: BudgetAmount;
}
