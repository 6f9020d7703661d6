import { defined, type JsonObject } from '@nx-tune/search';

import { type Bracket, createBrackets, createRungs, type Ladder } from '../model/ladder.js';
import type { Sweep } from '../model/sweep.js';
import type { BudgetAmount } from '../trial/budget.js';
import { defineTrial } from '../trial/defineTrial.js';
import type { PlannedTrial } from '../trial/plannedTrial.js';
import { namedTrial } from '../trial/namedTrial.js';
import { continued, createPromotions, type Promotion } from './resolvePromotions.js';

/** All trials that may run, those that wait for a promotion included, and the promotions. */
export interface ExpandedRungs {
  readonly trials: readonly PlannedTrial[];
  readonly promotions: readonly Promotion[];
}

/**
 * The rungs of a method that knows its configurations in advance. Each kind of bracket has configurations of its own, by the
 * budget it starts with, so that raising `max_iter` or `run_cap` adds to them and changes none.
 * `configurations` lists the first `count` configurations of the sweep with another seed.
 */
export function expandRungs(
  sweep: Sweep,
  ladder: Ladder,
  starts: number,
  configurations: (seed: string, count: number) => readonly JsonObject[],
): ExpandedRungs {
  const brackets = createBrackets(ladder, starts);
  const lowest = brackets[0]?.rungs[0]?.budget ?? 0;
  const drawn = new Map<BudgetAmount, readonly JsonObject[]>();
  for (const [start, count] of countsByStart(brackets))
    drawn.set(start, configurations(start === lowest ? sweep.seed : JSON.stringify([sweep.seed, start]), count));
  const expanded = brackets.map((bracket) => {
    const [{ budget: start, size } = { budget: 0, size: 0 }] = bracket.rungs;
    return expandBracket(sweep, ladder, bracket, (drawn.get(start) ?? []).slice(bracket.first, bracket.first + size));
  });
  return { trials: expanded.flatMap(({ trials }) => trials), promotions: expanded.flatMap((one) => one.promotions) };
}

function countsByStart(brackets: readonly Bracket[]): Map<BudgetAmount, number> {
  const counts = new Map<BudgetAmount, number>();
  for (const { rungs, first } of brackets) counts.set(rungs[0]?.budget ?? 0, first + (rungs[0]?.size ?? 0));
  return counts;
}

/** A space that has fewer configurations than a bracket would start makes it smaller. */
function expandBracket(sweep: Sweep, ladder: Ladder, bracket: Bracket, params: readonly JsonObject[]): ExpandedRungs {
  if (params.length === 0) return { trials: [], promotions: [] };
  const rungs = createRungs(ladder, bracket.rungs.length - 1, params.length);
  const budget = { [ladder.unit]: rungs[0]?.budget ?? 0 };
  const { metric, variant } = sweep;
  const started = params.map((point) => namedTrial({ ...defineTrial(sweep, point), budget }, variant));
  const judging = { metric, ...defined({ variant }) };
  const promotions = createPromotions({ ...bracket, rungs }, started, judging, (from, rung, _, promotedBy) => ({
    ...namedTrial(continued(from as PlannedTrial, ladder.unit, rung.budget), variant),
    promotedBy,
  }));
  const promoted = promotions.flatMap(({ pairs }) => pairs.map(({ to }) => to as PlannedTrial));
  return { trials: [...started, ...promoted], promotions };
}
