import { z } from 'zod';

import { finiteNumber, type Optional, text, type WrittenKeys } from './keys.js';
import { metricPropertyKeys } from './metricEntry.js';

export const goalKeys = {
  get name(): z.ZodString {
    return text.describe('The name of a metric that the objective returns.');
  },
  get goal(): Optional<'minimize' | 'maximize' | 'none'> {
    return z
      .enum(['minimize', 'maximize', 'none'])
      .optional()
      .describe('Which of its values are better; none for a metric that is only recorded. Default minimize.');
  },
  get target(): Optional<number> {
    return finiteNumber
      .optional()
      .describe('A method that learns proposes no more trials once one has reached all targets.');
  },
  get reference(): Optional<number> {
    return finiteNumber
      .optional()
      .describe(
        'A value that is just not good enough, from which the hypervolume of the front is measured. Default: a tenth of the range beyond the worst of the first ten trials.',
      );
  },
  get deterministic(): Optional<boolean> {
    return z
      .boolean()
      .optional()
      .describe('False means that the metric is measured and differs from run to run. Default true.');
  },
  get spread(): Optional<string> {
    return metricPropertyKeys.spread;
  },
  get tolerance(): Optional<number> {
    return metricPropertyKeys.tolerance;
  },
};

/** An element of `metrics` where that is a list: a goal, or a metric that is only recorded. */
export interface GoalEntry extends WrittenKeys<typeof goalKeys> {}
