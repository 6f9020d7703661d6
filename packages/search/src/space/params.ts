import { canonicalJson } from '../core/canonicalJson.js';
import type { Json, JsonObject } from '../core/json.js';
import type { Parameter, Space } from './distribution.js';

/**
 * Puts one value per parameter at its path; nested parameters become objects. A parameter that is not active is absent, a
 * zipped one has the value that its selector picks, and the selector itself is not a param.
 */
export function buildParams(space: Space, values: readonly Json[]): JsonObject {
  const params: Record<string, Json> = {};
  const picked = pickValues(space, values);
  const isActive = activity(space, picked);
  space.forEach(({ path }, index) => {
    if (path.length > 0 && isActive(index)) place(params, path, picked[index] ?? null);
  });
  return params;
}

function place(into: Record<string, Json>, path: readonly string[], value: Json): void {
  const [key = '', ...rest] = path;
  if (rest.length === 0) into[key] = value;
  else place((into[key] ??= {}) as Record<string, Json>, rest, value);
}

/** The values of all parameters, those of zipped parameters as their selectors pick them. */
export function pickValues(space: Space, values: readonly Json[]): readonly Json[] {
  if (space.every(({ picks }) => picks === undefined)) return values;
  const selected = new Map(space.map(({ label }, index) => [label, values[index]]));
  return space.map(({ picks, distribution }, index) =>
    picks === undefined || distribution.kind !== 'categorical'
      ? (values[index] ?? null)
      : (distribution.values[Number(selected.get(picks))] ?? null),
  );
}

/** A parameter, by index, is active if each of its conditions holds and the parameters that these name are active too. */
export function activity(space: Space, values: readonly Json[]): (index: number) => boolean {
  if (space.every(({ when }) => when === undefined)) return () => true;
  const indices = indicesOf(space);
  const known = new Map<number, boolean>();
  const isActive = (index: number): boolean => {
    const answer =
      known.get(index) ??
      (space[index]?.when ?? []).every(({ label, values: wanted }) => {
        const controller = indices.get(label) ?? -1;
        return isActive(controller) && wanted.includes(canonicalJson(values[controller] ?? null));
      });
    known.set(index, answer);
    return answer;
  };
  return isActive;
}

/** A space is asked for every candidate of a sampler, and never changes. */
const indicesBySpace = new WeakMap<Space, ReadonlyMap<string, number>>();

function indicesOf(space: Space): ReadonlyMap<string, number> {
  const indices = indicesBySpace.get(space) ?? new Map(space.map(({ label }, index) => [label, index]));
  indicesBySpace.set(space, indices);
  return indices;
}

/** True if a sampler chooses the parameter's value. */
export const isFree = ({ distribution, picks }: Parameter): boolean =>
  distribution.kind !== 'constant' && picks === undefined;
