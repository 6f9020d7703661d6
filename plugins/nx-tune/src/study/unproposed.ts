import type { PlannedTrial } from '@nx-tune/sweep';

import type { ExpandedSweep } from './readSweep.js';

/** The notice about trials that a method that learns was asked for and did not propose, if there are any. */
export function unproposed({ slots }: Pick<ExpandedSweep, 'slots'>, trials: readonly PlannedTrial[]): string[] {
  const asked = slots.filter(({ promotedBy }) => promotedBy === undefined).length;
  const proposed = trials.filter(({ slot }) => slot !== undefined && slot.promotedBy === undefined).length;
  return proposed >= asked
    ? []
    : [`${proposed} different trials instead of ${asked}: no other point was found that is allowed and not tried yet`];
}
