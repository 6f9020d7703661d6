import { isJsonObject } from './isJsonObject.js';
import type { Json, JsonObject } from './json.js';

/** Lists each value with its dotted label, such as `optimizer.lr` for a nested param. An object without keys is a value. */
export function flattenParams(params: JsonObject, prefix = ''): (readonly [label: string, value: Json])[] {
  return Object.entries(params).flatMap(([key, value]) =>
    isJsonObject(value) && Object.keys(value).length > 0
      ? flattenParams(value, `${prefix}${key}.`)
      : [[`${prefix}${key}`, value] as const],
  );
}
