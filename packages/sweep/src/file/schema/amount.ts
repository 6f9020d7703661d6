import { z } from 'zod';

/** A whole number, or the parameter that has it: `${param:workers}`, or `${workers}` for short. */
export type Amount = number | string;

/** The rule of an amount. */
export const amount = (number: z.ZodType<number>): z.ZodType<Amount> =>
  z.union([number, z.string().regex(/^\$\{(?:param:)?[^}]+\}$/, 'write a number or "${param:NAME}"')]);
