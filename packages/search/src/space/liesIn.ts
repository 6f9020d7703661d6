import { canonicalJson } from '../core/canonicalJson.js';
import type { JsonObject } from '../core/json.js';
import type { Space } from './distribution.js';
import { activity, buildParams, pickValues } from './params.js';
import { possibleValue } from './possibleValue.js';
import { valuesOf } from './valuesOf.js';

/** Whether each param is a possible value of its parameter, and all are there that are active, and no others. */
export function liesIn(space: Space, params: JsonObject): boolean {
  const values = valuesOf(space, params);
  const isActive = activity(space, pickValues(space, values));
  return (
    canonicalJson(buildParams(space, values)) === canonicalJson(params) &&
    space.every(
      ({ distribution, path, picks }, index) =>
        path.length === 0 ||
        picks !== undefined ||
        !isActive(index) ||
        possibleValue(distribution, values[index] ?? null) !== undefined,
    )
  );
}
