import type { ExpandedSweep } from './readSweep.js';

type Planned = Pick<ExpandedSweep, 'trials' | 'slots' | 'promotions'>;

/** Counts the trials that a sweep asks for. Results decide which trials are promoted, but not how many. */
export function countAsked({ trials, slots, promotions }: Planned): number {
  const started = [...trials, ...slots].filter(({ promotedBy }) => promotedBy === undefined);
  return started.length + promotions.reduce((sum, { rung }) => sum + rung.size, 0);
}
