import { canonicalJson } from './canonicalJson.js';
import type { Json } from './json.js';

/**
 * True if two values have the same canonical JSON. Usually it is not written: thousands of results are compared with their
 * trials.
 */
export const isSameJson = (a: Json, b: Json): boolean => looksSame(a, b) || canonicalJson(a) === canonicalJson(b);

/** True if values are visibly the same. Others may be, too: fields that are undefined do not count. */
function looksSame(a: Json, b: Json): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const keys = Object.keys(a);
  if (Array.isArray(a) !== Array.isArray(b) || keys.length !== Object.keys(b).length) return false;
  const [left, right] = [a, b] as Record<string, Json>[];
  return keys.every((key) => Object.hasOwn(b, key) && looksSame(left?.[key] ?? null, right?.[key] ?? null));
}
