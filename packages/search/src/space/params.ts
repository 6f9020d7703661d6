import type { Json, JsonObject } from '../json.js';
import type { Space } from './distribution.js';

/** Puts one value per parameter where its path says; nested parameters become objects. */
export function buildParams(space: Space, values: readonly Json[]): JsonObject {
  const params: Record<string, Json> = {};
  space.forEach(({ path }, index) => place(params, path, values[index] ?? null));
  return params;
}

function place(into: Record<string, Json>, path: readonly string[], value: Json): void {
  const [key = '', ...rest] = path;
  if (rest.length === 0) into[key] = value;
  else place((into[key] ??= {}) as Record<string, Json>, rest, value);
}
