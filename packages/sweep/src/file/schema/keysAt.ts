import { z } from 'zod';

import { isIgnored } from './keys.js';

/** The keys that have an effect at a path of a schema, to guess which one was meant. */
export function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const [key, ...rest] = path;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodLazy) return keysAt(schema.unwrap() as z.ZodType, path);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => keysAt(option as z.ZodType, path));
  if (schema instanceof z.ZodArray) return key === undefined ? [] : keysAt(schema.element as z.ZodType, rest);
  if (schema instanceof z.ZodRecord) return key === undefined ? [] : keysAt(schema.valueType as z.ZodType, rest);
  if (!(schema instanceof z.ZodObject)) return [];
  const keys = schema.shape as Readonly<Record<string, z.ZodType>>;
  if (key === undefined) return Object.keys(keys).filter((name) => !name.startsWith('$') && !isIgnored(keys[name]!));
  const under = Object.hasOwn(keys, key) ? keys[String(key)] : undefined;
  return under === undefined ? [] : keysAt(under, rest);
}
