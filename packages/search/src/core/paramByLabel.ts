import { isJsonObject } from './isJsonObject.js';
import type { Json, JsonObject } from './json.js';

/** The param with a dotted label, which may be nested and may be an object itself; undefined if there is none. */
export function paramByLabel(params: JsonObject, label: string): Json | undefined {
  if (Object.hasOwn(params, label)) return params[label];
  for (let dot = label.indexOf('.'); dot > 0; dot = label.indexOf('.', dot + 1)) {
    const inner = Object.hasOwn(params, label.slice(0, dot)) ? params[label.slice(0, dot)] : undefined;
    const value = isJsonObject(inner) ? paramByLabel(inner, label.slice(dot + 1)) : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}
