import { z } from 'zod';

import { raceTests } from '../../model/race.js';
import { finiteNumber } from './keys.js';

/** A race as it is written. */
export type RaceEntry =
  | boolean
  | { readonly test?: (typeof raceTests)[number]; readonly alpha?: number; readonly first?: number };

export const raceEntry: z.ZodType<RaceEntry> = z.union([
  z.boolean(),
  z.strictObject({
    test: z
      .enum(raceTests)
      .exactOptional()
      .describe(
        'friedman first compares all configurations together, then each with the incumbent; wilcoxon directly compares each with the incumbent. Default friedman.',
      ),
    alpha: finiteNumber
      .positive()
      .max(0.5)
      .exactOptional()
      .describe('The probability that a test finds a difference although there is none. Default 0.05.'),
    first: z
      .int()
      .min(2)
      .exactOptional()
      .describe('How many evaluations each configuration has before any is dropped. Default 5.'),
  }),
]);
