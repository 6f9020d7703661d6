import type { Json, JsonObject } from '@nx-tune/search';
import { z } from 'zod';

import { finiteNumber, json, type Optional, type WrittenKeys } from './keys.js';

/** Every distribution of W&B's sweep files, by its W&B name. */
export const distributionNames = [
  'constant',
  'categorical',
  'int_uniform',
  'uniform',
  'q_uniform',
  'log_uniform',
  'log_uniform_values',
  'q_log_uniform',
  'q_log_uniform_values',
  'inv_log_uniform',
  'inv_log_uniform_values',
  'normal',
  'q_normal',
  'log_normal',
  'q_log_normal',
  'beta',
  'q_beta',
] as const;
export type DistributionName = (typeof distributionNames)[number];

const parameterKeys = {
  get distribution(): Optional<DistributionName> {
    return z
      .enum(distributionNames)
      .optional()
      .describe('How values are drawn. If absent, it is inferred from the other keys.');
  },
  get value(): Optional<Json> {
    return json.optional().describe('A constant.');
  },
  get values(): Optional<readonly Json[]> {
    return z.array(json).min(1).optional().describe('The values to choose from.');
  },
  get probabilities(): Optional<readonly number[]> {
    return z
      .array(finiteNumber.min(0))
      .min(1)
      .optional()
      .describe('One probability for each of "values"; they must sum to 1.');
  },
  get min(): Optional<number> {
    return finiteNumber
      .optional()
      .describe('Lower bound (an exponent of e for log_uniform). Two whole numbers as bounds mean int_uniform.');
  },
  get max(): Optional<number> {
    return finiteNumber.optional().describe('Upper bound, inclusive.');
  },
  get mu(): Optional<number> {
    return finiteNumber.optional().describe('Mean of the (log-)normal distribution. Default 0.');
  },
  get sigma(): Optional<number> {
    return finiteNumber
      .positive()
      .optional()
      .describe('Standard deviation of the (log-)normal distribution. Default 1.');
  },
  get a(): Optional<number> {
    return finiteNumber.positive().max(1e6).optional().describe('First shape of the beta distribution. Default 1.');
  },
  get b(): Optional<number> {
    return finiteNumber.positive().max(1e6).optional().describe('Second shape of the beta distribution. Default 1.');
  },
  get q(): Optional<number> {
    return finiteNumber.positive().optional().describe('Step: values are multiples of it. Default 1.');
  },
  get parameters(): Optional<ParameterEntries> {
    return parameterEntries.optional().describe('Nested parameters: the objective receives an object.');
  },
  get when(): Optional<JsonObject> {
    return z
      .record(z.string(), json)
      .optional()
      .describe(
        'Makes the parameter conditional: it is active only if each parameter named here has the given value, or one of a list of values. Otherwise it is absent from the params.',
      );
  },
};

/** One entry of `parameters`, as it is written. */
export interface ParameterEntry extends WrittenKeys<typeof parameterKeys> {}

/** Entries by the names of their parameters. */
export interface ParameterEntries {
  readonly [name: string]: ParameterEntry;
}

export const parameterEntries: z.ZodType<ParameterEntries> = z.record(
  z.string(),
  z.lazy(() => z.strictObject(parameterKeys)),
);
