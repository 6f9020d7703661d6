import { z } from 'zod';

import { sweepKeys } from './sweepKeys.js';

/** The shape of a sweep file. Relations between keys are checked by `normalizeSweep`. */
export const sweepFileSchema: z.ZodObject<typeof sweepKeys, z.core.$strict> = z.strictObject(sweepKeys);

/**
 * The JSON schema of a sweep file (draft 2020-12), for editors. A file that extends another may lack what that has, and takes entries
 * of it away with null.
 */
export function sweepJsonSchema(): Record<string, unknown> {
  const { required = [], properties = {}, ...schema } = z.toJSONSchema(sweepFileSchema, { io: 'input' });
  const { parameters, baselines } = properties;
  return {
    ...schema,
    properties: { ...properties, parameters: withNull(parameters), baselines: withNull(baselines) },
    if: { not: { required: ['extends'] } },
    // oxlint-disable-next-line unicorn/no-thenable -- JSON schema calls it so.
    then: {
      required,
      anyOf: [{ required: ['metric'] }, { required: ['metrics'], properties: { metrics: { type: 'array' } } }],
    },
    title: 'nx-tune sweep',
  };
}

const withNull = (mapping: unknown): object => {
  const { additionalProperties, ...rest } = mapping as { readonly additionalProperties: object };
  return { ...rest, additionalProperties: { anyOf: [additionalProperties, { type: 'null' }] } };
};
