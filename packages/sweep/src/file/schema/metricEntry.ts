import { z } from 'zod';

import { finiteNumber, type Optional, text, type WrittenKeys } from './keys.js';

export const metricKeys = {
  get name(): z.ZodString {
    return text.describe('The name of a metric that the objective returns.');
  },
  get goal(): Optional<'minimize' | 'maximize'> {
    return z.enum(['minimize', 'maximize']).optional().describe('Which of its values are better. Default minimize.');
  },
  get target(): Optional<number> {
    return finiteNumber
      .optional()
      .describe('A method that learns proposes no more trials once the metric of one is at least this good.');
  },
};

/** The key `metric`, as it is written. */
export interface MetricEntry extends WrittenKeys<typeof metricKeys> {}

export const metricPropertyKeys = {
  get deterministic(): z.ZodType<boolean> {
    return z
      .boolean()
      .describe(
        'False means that the metric is measured and differs from run to run: the lock keeps its values apart, and they are compared within a tolerance.',
      );
  },
  get spread(): Optional<string> {
    return text
      .optional()
      .describe(
        'For a metric that is not deterministic: the metric that gives the spread of its single measurements, such as that of trial.measure(). A frozen run and a replay then fail if a value is more than three spreads from that in the lock, unless it is within the "tolerance".',
      );
  },
  get tolerance(): Optional<number> {
    return finiteNumber
      .min(0)
      .optional()
      .describe(
        'For a metric that is not deterministic: how far a value may be from that in the lock, relative to the larger, before a frozen run or a replay fails. Without it, values that are more than 10 % apart are only noted.',
      );
  },
};

/** The properties of one metric, as they are written. */
export interface MetricProperties extends WrittenKeys<typeof metricPropertyKeys> {}
