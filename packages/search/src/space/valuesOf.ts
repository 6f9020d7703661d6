import { canonicalJson } from '../core/canonicalJson.js';
import type { Json, JsonObject } from '../core/json.js';
import type { Space } from './distribution.js';
import { activity, buildParams, pickValues } from './params.js';
import { possibleValue } from './possibleValue.js';

/**
 * The values that params come from, one per parameter, including selectors; null for parameters that are not active. If
 * params are not a point of the space, the values of its nearest point.
 */
export function valuesOf(space: Space, params: JsonObject): readonly Json[] {
  const given = space.map(({ path }) => (path.length === 0 ? null : valueAt(params, path)));
  const selectors = space.flatMap(({ path }, index) => (path.length === 0 ? [index] : []));
  if (selectors.length === 0) return given;
  const text = canonicalJson(params);
  let values: readonly Json[] = given;
  for (const selector of selectors) {
    const { distribution } = space[selector] as Space[number];
    const choices = distribution.kind === 'categorical' ? distribution.values : [];
    const tried = choices.map((choice) => values.with(selector, choice));
    const best = tried
      .map((one) => ({ one, wrong: mismatches(space, one, params, text), odd: impossible(space, one) }))
      .toSorted((a, b) => a.wrong - b.wrong || a.odd - b.odd)[0];
    values = best?.one ?? values;
  }
  return values;
}

/** The number of params that differ from those that follow from these values. */
function mismatches(space: Space, values: readonly Json[], params: JsonObject, text: string): number {
  const built = buildParams(space, values);
  if (canonicalJson(built) === text) return 0;
  const paths = space.filter(({ path }) => path.length > 0).map(({ path }) => path);
  return paths.filter((path) => canonicalJson(valueAt(built, path)) !== canonicalJson(valueAt(params, path))).length;
}

/** The number of values that their parameters cannot have: alternatives of a union may differ in nothing else. */
function impossible(space: Space, values: readonly Json[]): number {
  const picked = pickValues(space, values);
  const isActive = activity(space, picked);
  return space.filter(
    ({ path, distribution }, index) =>
      path.length > 0 && isActive(index) && possibleValue(distribution, picked[index] ?? null) === undefined,
  ).length;
}

function valueAt(params: JsonObject, path: readonly string[]): Json {
  let value: Json = params;
  for (const key of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return null;
    value = (value as JsonObject)[key] ?? null;
  }
  return value;
}
