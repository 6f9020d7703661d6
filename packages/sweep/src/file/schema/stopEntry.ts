import { z } from 'zod';

import { finiteNumber, type Optional, text, type WrittenKeys } from './keys.js';

export const stopKeys = {
  get metric(): Optional<string> {
    return text.optional().describe('The reported metric to watch. Default: the metric of the sweep.');
  },
  get patience(): Optional<number> {
    return z
      .int()
      .min(1)
      .optional()
      .describe('Ends a trial after this many reports without an improvement; its result is its best report.');
  },
  get min_delta(): Optional<number> {
    return finiteNumber.min(0).optional().describe('An improvement must be larger than this. Default 0.');
  },
  get above(): Optional<number> {
    return finiteNumber
      .optional()
      .describe('When minimizing: a report above this stops the trial, which then ranks last.');
  },
  get below(): Optional<number> {
    return finiteNumber
      .optional()
      .describe('When maximizing: a report below this stops the trial, which then ranks last.');
  },
  get after(): Optional<number> {
    return z.int().min(0).optional().describe('How many reports to wait before judging a trial. Default 0.');
  },
  get median(): Optional<string> {
    return text
      .optional()
      .describe(
        'The name of a sweep in the project that has "curves: true". A trial whose best value so far is worse than that sweep\'s median is stopped, and ranks last.',
      );
  },
};

/** The rule that stops a trial by what it reports, as it is written. */
export interface StopEntry extends WrittenKeys<typeof stopKeys> {}
