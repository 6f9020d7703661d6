import { z } from 'zod';

import type { Optional, WrittenKeys } from './keys.js';

export const resourceKeys = {
  get cpus(): Optional<number> {
    return z.int().min(1).optional().describe('Cores for each trial: sets OMP_NUM_THREADS and similar variables.');
  },
  get gpus(): Optional<number> {
    return z
      .int()
      .min(1)
      .max(64)
      .optional()
      .describe('GPUs for each trial, not shared with other trials: sets CUDA_VISIBLE_DEVICES.');
  },
};

/** The key `resources`, as it is written. */
export interface ResourcesEntry extends WrittenKeys<typeof resourceKeys> {}
