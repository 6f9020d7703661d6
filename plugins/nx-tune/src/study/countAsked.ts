import { countTop } from '@nx-tune/sweep';

import type { PlanParts } from './planParts.js';

/** Counts the trials that a sweep asks for. Results decide which trials are promoted or run again, but not how many. */
export function countAsked({ trials, slots, promotions, top }: PlanParts): number {
  const started = [...trials, ...slots].filter(({ promotedBy }) => promotedBy === undefined);
  const again = top === undefined ? 0 : countTop(top);
  return started.length + promotions.reduce((sum, { rung }) => sum + rung.size, again);
}
