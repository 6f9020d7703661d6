import type { PlannedTrial, Sweep } from '@nx-tune/sweep';

import type { ExpandedSweep } from './readSweep.js';

/** The notice about configurations that a method that learns was asked for and did not propose, if there are any. */
export function unproposed(
  { slots, sweep }: Pick<ExpandedSweep, 'slots'> & { readonly sweep: Pick<Sweep, 'target' | 'replicates'> },
  trials: readonly PlannedTrial[],
): string[] {
  const asked = countConfigurations(slots);
  const proposed = countConfigurations(trials.flatMap(({ slot }) => slot ?? []));
  if (proposed >= asked) return [];
  const target = sweep.target === undefined ? '' : `one has reached the target ${sweep.target}, or `;
  return [
    `${proposed} different ${sweep.replicates === undefined ? 'trials' : 'configurations'} instead of ${asked}: ${target}no other point was found that is allowed and not tried yet`,
  ];
}

/** Counts the configurations that were started: slots of the same number are evaluations of one. */
const countConfigurations = (slots: ExpandedSweep['slots']): number =>
  new Set(slots.flatMap(({ number, promotedBy }) => (promotedBy === undefined ? [number] : []))).size;
