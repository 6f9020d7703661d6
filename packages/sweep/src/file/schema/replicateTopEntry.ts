import { z } from 'zod';

import { type Optional, type WrittenKeys } from './keys.js';

/** The most replicates of a configuration. */
export const mostReplicates = 100;

export const replicateTopKeys = {
  get count(): Optional<number> {
    return z.int().min(1).max(1000).optional().describe('How many of the best configurations. Default 3.');
  },
  get replicates(): Optional<number> {
    return z
      .int()
      .min(1)
      .max(mostReplicates)
      .optional()
      .describe(
        'The total number of runs of each of them, including those by which it was chosen. Default 3, or two more than the sweep\'s own "replicates".',
      );
  },
};

/** The best configurations that are run again, as it is written. */
export interface ReplicateTopEntry extends WrittenKeys<typeof replicateTopKeys> {}
