import { canonicalJson } from '../core/canonicalJson.js';
import type { JsonObject } from '../core/json.js';
import type { Space } from './distribution.js';
import { activity, buildParams, pickValues } from './params.js';
import { possibleValue } from './possibleValue.js';
import { valuesOf } from './valuesOf.js';

/** True if all active params and no others are there, and each is a possible value of its parameter. */
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
