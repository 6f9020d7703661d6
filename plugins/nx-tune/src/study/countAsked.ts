import type { ExpandedSweep } from './readSweep.js';

type Planned = Pick<ExpandedSweep, 'trials' | 'slots' | 'promotions' | 'rounds'>;

/**
 * Counts the trials that a sweep asks for. Results decide which trials are promoted, but not how many. In a race they decide that,
 * too, so only those of the first round are asked for in any case.
 */
export function countAsked({ trials, slots, promotions, rounds }: Planned): number {
  if (rounds[0] !== undefined) return rounds[0].trials.flat().length;
  const started = [...trials, ...slots].filter(({ promotedBy }) => promotedBy === undefined);
  return started.length + promotions.reduce((sum, { rung }) => sum + rung.size, 0);
}
