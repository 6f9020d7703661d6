import { canonicalJson } from '../core/canonicalJson.js';
import type { Json, JsonObject } from '../core/json.js';
import type { Parameter, Space } from './distribution.js';

/**
 * Puts one value per parameter where its path says; nested parameters become objects. A parameter that is not active is
 * absent, one that is zipped has the value that its selector picks, and a selector itself is no param.
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

/** The values of all parameters, where selectors have theirs. */
export function pickValues(space: Space, values: readonly Json[]): readonly Json[] {
  if (space.every(({ picks }) => picks === undefined)) return values;
  const selected = new Map(space.map(({ label }, index) => [label, values[index]]));
  return space.map(({ picks, distribution }, index) =>
    picks === undefined || distribution.kind !== 'categorical'
      ? (values[index] ?? null)
      : (distribution.values[Number(selected.get(picks))] ?? null),
  );
}

/** Whether the parameter of an index is active: each of its conditions holds, and those whom they look at are active too. */
export function activity(space: Space, values: readonly Json[]): (index: number) => boolean {
  if (space.every(({ when }) => when === undefined)) return () => true;
  const indices = new Map(space.map(({ label }, index) => [label, index]));
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

/** Whether a sampler chooses the parameter's value. */
export const isFree = ({ distribution, picks }: Parameter): boolean =>
  distribution.kind !== 'constant' && picks === undefined;
