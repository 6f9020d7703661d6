import type { Json, JsonObject } from './json.js';

/** Distinguishes objects from lists, null and plain values. */
export const isJsonObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
