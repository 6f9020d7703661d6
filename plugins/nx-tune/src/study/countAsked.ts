import { countTop } from '@nx-tune/sweep';

import type { PlanParts } from './planParts.js';

/**
 * Counts the trials that a sweep asks for. Results decide which trials are promoted or run again, but not how many. In a race they
 * decide that, too, so only those of the first round are asked for in any case; and with `replicates: auto`, those that wait for no judgement.
 */
export function countAsked({ trials, slots, promotions, top, rounds }: PlanParts): number {
  if (rounds[0] !== undefined) return rounds[0].trials.flat().length;
  const started = [...trials, ...slots].filter(
    ({ promotedBy, racedBy }) => promotedBy === undefined && racedBy === undefined,
  );
  const again = top === undefined ? 0 : countTop(top);
  return started.length + promotions.reduce((sum, { rung }) => sum + rung.size, again);
}
