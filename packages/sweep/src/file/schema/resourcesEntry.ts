import { z } from 'zod';

import { type Amount, amount } from './amount.js';
import type { Optional, WrittenKeys } from './keys.js';

/** The most GPUs of a trial. */
export const mostGpus = 64;

export const resourceKeys = {
  get cpus(): Optional<Amount> {
    return amount(z.int().min(1))
      .optional()
      .describe(
        'Cores for each trial, or ${param:NAME} for the number in a parameter: sets OMP_NUM_THREADS and similar variables.',
      );
  },
  get gpus(): Optional<Amount> {
    return amount(z.int().min(1).max(mostGpus))
      .optional()
      .describe('GPUs for each trial, not shared with other trials, or ${param:NAME}: sets CUDA_VISIBLE_DEVICES.');
  },
};

/** The key `resources`, as it is written. */
export interface ResourcesEntry extends WrittenKeys<typeof resourceKeys> {}
