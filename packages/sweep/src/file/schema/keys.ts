import type { Json } from '@nx-tune/search';
import { z } from 'zod';

/** The rule of a key that may be absent. */
export type Optional<T> = z.ZodOptional<z.ZodType<T>>;

/**
 * The type of what is written under a table of keys. A table is an object of getters, one for each key: declarations need an explicit
 * type for all that is exported, and a getter is where TypeScript both takes it and checks it.
 */
export type WrittenKeys<Keys extends z.core.$ZodLooseShape> = Readonly<z.output<z.ZodObject<Keys>>>;

export const json: z.ZodType<Json> = z.json();
export const text: z.ZodString = z.string().min(1);
export const finiteNumber: z.ZodNumber = z.number();

const wandbOnly = 'Only for W&B; has no effect here';

/** A key of W&B that is accepted and has no effect. */
export const ignored = <T>(rule: z.ZodType<T>, why = ''): Optional<T> =>
  rule.optional().describe(`${wandbOnly}${why}.`);

/** Returns whether a key has no effect. */
export const isIgnored = ({ description }: z.ZodType): boolean => description?.startsWith(wandbOnly) === true;
