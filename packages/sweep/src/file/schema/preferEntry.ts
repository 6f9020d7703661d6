import { z } from 'zod';

import { finiteNumber, text } from './keys.js';

/** `prefer` as it is written. */
export type PreferEntry =
  | 'knee'
  | { readonly weights: { readonly [name: string]: number } }
  | { readonly order: readonly (string | { readonly name: string; readonly within?: number })[] };

export const preferEntry: z.ZodType<PreferEntry> = z.union([
  z.literal('knee'),
  z.strictObject({
    weights: z
      .record(text, finiteNumber.min(0))
      .describe('A weight for each goal: the lowest weighted sum of goals, each relative to the range of the front.'),
  }),
  z.strictObject({
    order: z
      .array(
        z.union([
          text,
          z.strictObject({
            name: text,
            within: finiteNumber.min(0).exactOptional().describe('How much of it is given up for the next goal.'),
          }),
        ]),
      )
      .min(1)
      .describe('Goals, the most important first.'),
  }),
]);
