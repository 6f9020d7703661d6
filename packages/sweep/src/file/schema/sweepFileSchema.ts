import { z } from 'zod';

import { sweepKeys } from './sweepKeys.js';

/** The shape of a sweep file. Relations between keys are checked by `normalizeSweep`. */
export const sweepFileSchema: z.ZodObject<typeof sweepKeys, z.core.$strict> = z.strictObject(sweepKeys);

/** The JSON schema of a sweep file (draft 2020-12), for editors. */
export function sweepJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(sweepFileSchema, { io: 'input' }), title: 'nx-tune sweep' };
}
