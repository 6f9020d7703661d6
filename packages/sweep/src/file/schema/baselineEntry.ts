import { type JsonObject, type TheoryMethod, theoryMethods } from '@nx-tune/search';
import { z } from 'zod';

import { finiteNumber, json, type Optional, text, type WrittenKeys } from './keys.js';

const namesKeys = {
  get step_size(): Optional<string> {
    return text
      .optional()
      .describe(
        'The parameter that gets the step size. Default: the one called stepSize, step_size, lr or learning_rate.',
      );
  },
  get momentum(): Optional<string> {
    return text.optional().describe('The parameter that gets the momentum. Default: the one called momentum or beta.');
  },
};

interface TheoryNames extends WrittenKeys<typeof namesKeys> {}

const theoryKeys = {
  get method(): z.ZodType<TheoryMethod> {
    return z.enum(theoryMethods).describe('The method whose step size and momentum are computed.');
  },
  get mu(): z.ZodType<number> {
    return finiteNumber.positive().describe('The smallest curvature: the function is mu-strongly convex.');
  },
  get L(): z.ZodType<number> {
    return finiteNumber.positive().describe('The largest curvature: the gradient is L-Lipschitz.');
  },
  get noise(): Optional<number> {
    return finiteNumber.positive().optional().describe('For sgd: a bound on the variance of a stochastic gradient.');
  },
  get target(): Optional<number> {
    return finiteNumber
      .positive()
      .optional()
      .describe('For sgd: the expected gap to the optimum that is good enough in the limit.');
  },
  get steps(): Optional<number> {
    return z
      .int()
      .min(1)
      .optional()
      .describe('For sgd, instead of "target": the number of steps after which the bound on the gap is to be least.');
  },
  get initial_gap(): Optional<number> {
    return finiteNumber.positive().optional().describe('For sgd with "steps": the gap to the optimum at the start.');
  },
  get parameters(): Optional<TheoryNames> {
    return z.strictObject(namesKeys).optional().describe('Which parameters get the step size and the momentum.');
  },
};

/** Theoretical constants of an objective, as they are written. */
export interface TheoryEntry extends WrittenKeys<typeof theoryKeys> {}

const baselineKeys = {
  get params(): Optional<JsonObject> {
    return z
      .record(z.string(), json)
      .optional()
      .describe('Values of parameters, nested or dotted, inside or outside their ranges. Constants may be left out.');
  },
  get theory(): Optional<TheoryEntry> {
    return z
      .strictObject(theoryKeys)
      .optional()
      .describe('Computes step size and momentum from the smallest and the largest curvature.');
  },
  get note(): Optional<string> {
    return text.optional().describe('A description in words.');
  },
  get source(): Optional<string> {
    return text.optional().describe('Its source, such as a paper or a page of documentation.');
  },
};

/** A baseline as it is written. */
export interface BaselineEntry extends WrittenKeys<typeof baselineKeys> {}

export const baselineEntries: z.ZodType<{ readonly [name: string]: BaselineEntry }> = z.record(
  text,
  z.strictObject(baselineKeys),
);
