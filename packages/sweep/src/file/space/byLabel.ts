import { isJsonObject, type Json, type JsonObject, type Parameter, type Space } from '@nx-tune/search';

/** A value written for one parameter, and its path: nested as in params, `{ optimizer: { lr: 1 } }`, or dotted. */
export interface LabelledEntry {
  readonly parameter: Parameter;
  readonly at: readonly string[];
  readonly value: Json;
}

/** Assigns the entries of an object to the parameters of a space, and lists the paths that belong to none. */
export function byLabel(
  space: Space,
  given: JsonObject,
): { readonly entries: readonly LabelledEntry[]; readonly unknown: readonly (readonly string[])[] } {
  const found = walk(new Map(space.map((parameter) => [parameter.label, parameter])), given, [], '');
  return {
    entries: found.filter((item): item is LabelledEntry => 'parameter' in item),
    unknown: found.flatMap((item) => ('parameter' in item ? [] : [item.at])),
  };
}

type Item = LabelledEntry | { readonly at: readonly string[] };

function walk(
  parameters: ReadonlyMap<string, Parameter>,
  given: JsonObject,
  path: readonly string[],
  prefix: string,
): Item[] {
  return Object.entries(given).flatMap(([key, value]): Item[] => {
    const at = [...path, key];
    const label = `${prefix}${key}`;
    const parameter = parameters.get(label);
    if (parameter !== undefined) return [{ parameter, at, value }];
    return isJsonObject(value) && hasNested(parameters, label) ? walk(parameters, value, at, `${label}.`) : [{ at }];
  });
}

const hasNested = (parameters: ReadonlyMap<string, Parameter>, label: string): boolean =>
  [...parameters.keys()].some((other) => other.startsWith(`${label}.`));
