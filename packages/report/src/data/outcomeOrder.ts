import type { Outcome } from '@nx-tune/sweep';

/** The order in which outcomes are ranked, the best first. */
export const outcomeOrder: Readonly<Record<Outcome['kind'], number>> = {
  completed: 0,
  stopped: 1,
  diverged: 2,
  infeasible: 3,
  failed: 4,
};
