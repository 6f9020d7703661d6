import type { Json } from '@nx-tune/search';

/** JSON as Python writes it: `NaN` and `Infinity` become texts. Undefined for what is none. */
export function parsePythonJson(text: string): Json | undefined {
  const quoted = text.replace(/"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g, (part) =>
    part.startsWith('"') ? part : `"${part}"`,
  );
  try {
    return JSON.parse(quoted) as Json;
  } catch {
    return undefined;
  }
}

export type Fields = { readonly [key: string]: Json };

export const isObject = (value: Json | undefined): value is Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** A value nested a hundred thousand times is a broken file, and no reason to crash. */
export function unlessTooDeep<T>(read: () => T): T | { readonly problem: string } {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return { problem: 'it is nested too deeply' };
    throw error;
  }
}
