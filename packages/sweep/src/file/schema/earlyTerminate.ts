import { z } from 'zod';

import { finiteNumber, ignored, type Optional, type WrittenKeys } from './keys.js';

export const earlyTerminateKeys = {
  get type(): z.ZodType<'hyperband' | 'successive_halving'> {
    return z
      .enum(['hyperband', 'successive_halving'])
      .describe('One bracket (successive_halving), or several that start with larger and larger budgets (hyperband).');
  },
  get min_iter(): Optional<number> {
    return finiteNumber.optional().describe('The smallest budget. Default 1.');
  },
  get max_iter(): Optional<number> {
    return finiteNumber.optional().describe('The budget of a complete trial.');
  },
  get eta(): Optional<number> {
    return finiteNumber
      .optional()
      .describe('Reduction factor: 1 in eta trials is promoted, with eta times the budget. Default 3.');
  },
  get s(): Optional<number> {
    return finiteNumber
      .optional()
      .describe('The largest number of times that a trial can be promoted, instead of "min_iter".');
  },
  get strict(): Optional<boolean> {
    return ignored(z.boolean(), ': rungs are always strict');
  },
};

/** W&B's key for early stopping, as it is written. */
export interface EarlyTerminate extends WrittenKeys<typeof earlyTerminateKeys> {}
