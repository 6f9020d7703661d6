import type { Json, JsonObject } from './json.js';

/** Lists each value with its dotted label, such as `optimizer.lr` for a nested param. An object without keys is a value. */
export function flattenParams(params: JsonObject, prefix = ''): (readonly [label: string, value: Json])[] {
  return Object.entries(params).flatMap(([key, value]) =>
    isObject(value) ? flattenParams(value, `${prefix}${key}.`) : [[`${prefix}${key}`, value] as const],
  );
}

const isObject = (value: Json): value is JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length > 0;
