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
  for (const [index, { path }] of space.entries())
    if (path.length > 0 && isActive(index)) place(params, path, picked[index] ?? null);
  return params;
}

function place(params: Record<string, Json>, path: readonly string[], value: Json): void {
  let into = params;
  const last = path.length - 1;
  for (let depth = 0; depth < last; depth++) into = (into[path[depth] as string] ??= {}) as Record<string, Json>;
  into[path[last] as string] = value;
}

/** The values of all parameters, those of zipped parameters as their selectors pick them. */
export function pickValues(space: Space, values: readonly Json[]): readonly Json[] {
  if (!traitsOf(space).hasPicks) return values;
  const selected = new Map(space.map(({ label }, index) => [label, values[index]]));
  return space.map(({ picks, distribution }, index) =>
    picks === undefined || distribution.kind !== 'categorical'
      ? (values[index] ?? null)
      : (distribution.values[Number(selected.get(picks))] ?? null),
  );
}

/** A parameter, by index, is active if each of its conditions holds and the parameters that these name are active too. */
export function activity(space: Space, values: readonly Json[]): (index: number) => boolean {
  const { indices, hasConditions } = traitsOf(space);
  if (!hasConditions) return always;
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

const always = (): boolean => true;

/** Properties that all points of a space share. */
interface Traits {
  readonly indices: ReadonlyMap<string, number>;
  readonly hasPicks: boolean;
  readonly hasConditions: boolean;
}

/** A space is asked for every candidate of a sampler, and never changes. */
const traitsBySpace = new WeakMap<Space, Traits>();

function traitsOf(space: Space): Traits {
  const known = traitsBySpace.get(space);
  if (known !== undefined) return known;
  const traits = {
    indices: new Map(space.map(({ label }, index) => [label, index])),
    hasPicks: space.some(({ picks }) => picks !== undefined),
    hasConditions: space.some(({ when }) => when !== undefined),
  };
  traitsBySpace.set(space, traits);
  return traits;
}

/** True if a sampler chooses the parameter's value. */
export const isFree = ({ distribution, picks }: Parameter): boolean =>
  distribution.kind !== 'constant' && picks === undefined;
