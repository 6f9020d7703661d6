import { z } from 'zod';

import { finiteNumber, ignored, type Optional, text, type WrittenKeys } from './keys.js';

export const metricKeys = {
  get name(): z.ZodString {
    return text.describe('The name of a metric that the objective returns.');
  },
  get goal(): Optional<'minimize' | 'maximize'> {
    return z.enum(['minimize', 'maximize']).optional().describe('Which of its values are better. Default minimize.');
  },
  get target(): Optional<number> {
    return ignored(finiteNumber);
  },
};

/** The key `metric`, as it is written. */
export interface MetricEntry extends WrittenKeys<typeof metricKeys> {}
