import { z } from 'zod';

import type { WrittenKeys } from './keys.js';

export const stopWhenKeys = {
  get expected_gain(): z.ZodType<number | 'noise'> {
    return z
      .union([z.number().positive(), z.literal('noise')])
      .describe(
        'The search ends when a further trial is expected to improve the metric by less than this, or, with "noise", by less than a quarter of the standard deviation of the metric\'s noise.',
      );
  },
};

/** The key `stop_when`, as it is written. */
export interface StopWhenEntry extends WrittenKeys<typeof stopWhenKeys> {}
