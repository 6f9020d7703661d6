import type { ReadSweep } from './readSweep.js';

type Expanded = Pick<Extract<ReadSweep, { readonly ok: true }>, 'trials' | 'slots' | 'promotions'>;

/** How many trials a sweep asks for. Which of them go on is decided by results, but not how many. */
export function countAsked({ trials, slots, promotions }: Expanded): number {
  const started = [...trials, ...slots].filter(({ promotedBy }) => promotedBy === undefined);
  return started.length + promotions.reduce((sum, { rung }) => sum + rung.size, 0);
}
