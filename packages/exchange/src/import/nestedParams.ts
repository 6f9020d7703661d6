import type { Json, JsonObject } from '@nx-tune/search';

/** Builds params from values by their paths. A name in a path may have dots of its own. */
export function nestedParams(values: readonly (readonly [path: readonly string[], value: Json])[]): JsonObject {
  const params: Record<string, Json> = {};
  for (const [path, value] of values) put(params, path, value);
  return params;
}

/** A value in the place of an object gives way to it, since names of other tools may be anything. */
function put(into: Record<string, Json>, [key = '', ...rest]: readonly string[], value: Json): void {
  const present = Object.hasOwn(into, key) ? into[key] : undefined;
  const isOpen = present !== null && typeof present === 'object' && !Array.isArray(present);
  const next: Json = rest.length === 0 ? value : isOpen ? present : {};
  Object.defineProperty(into, key, { value: next, enumerable: true, configurable: true, writable: true });
  if (rest.length > 0) put(next as Record<string, Json>, rest, value);
}

/** Returns whether params have a value at a path. */
export function hasParam(params: JsonObject, [key = '', ...rest]: readonly string[]): boolean {
  if (!Object.hasOwn(params, key)) return false;
  const value = params[key] ?? null;
  return rest.length === 0 || (value !== null && typeof value === 'object' && hasParam(value as JsonObject, rest));
}
