import type { PlannedTrial, Sweep } from '@nx-tune/sweep';

import type { ExpandedSweep } from './readSweep.js';

/** The notice about trials that a method that learns was asked for and did not propose, if there are any. */
export function unproposed(
  { slots, sweep }: Pick<ExpandedSweep, 'slots'> & { readonly sweep: Pick<Sweep, 'target'> },
  trials: readonly PlannedTrial[],
): string[] {
  const asked = slots.filter(({ promotedBy }) => promotedBy === undefined).length;
  const proposed = trials.filter(({ slot }) => slot !== undefined && slot.promotedBy === undefined).length;
  if (proposed >= asked) return [];
  const target = sweep.target === undefined ? '' : `one has reached the target ${sweep.target}, or `;
  return [
    `${proposed} different trials instead of ${asked}: ${target}no other point was found that is allowed and not tried yet`,
  ];
}
