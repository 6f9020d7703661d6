import { isJsonObject } from './isJsonObject.js';
import type { Json, JsonObject } from './json.js';

/** Lists each value with its dotted label, such as `optimizer.lr` for a nested param. An object without keys is a value. */
export function flattenParams(params: JsonObject, prefix = ''): (readonly [label: string, value: Json])[] {
  const flat: (readonly [label: string, value: Json])[] = [];
  for (const [key, value] of Object.entries(params))
    if (isJsonObject(value) && Object.keys(value).length > 0) flat.push(...flattenParams(value, `${prefix}${key}.`));
    else flat.push([`${prefix}${key}`, value]);
  return flat;
}
