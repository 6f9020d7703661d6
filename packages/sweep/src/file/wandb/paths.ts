import { isJsonObject, type Json } from '@nx-tune/search';

type Path = readonly PropertyKey[];

/** A copy without the key at a path. */
export function without(value: Json, [key, ...rest]: Path): Json {
  if (Array.isArray(value))
    return (value as readonly Json[]).map((item, index) => (index === key ? without(item, rest) : item));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).flatMap(([name, item]): [string, Json][] =>
    name !== key ? [[name, item]] : rest.length === 0 ? [] : [[name, without(item, rest)]],
  );
  return Object.fromEntries(entries);
}

/** Every value that is neither a list nor an object, with its path. */
export function pathsOf(value: Json, path: Path = []): { readonly path: Path; readonly value: Json }[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((item, index) => pathsOf(item, [...path, index]));
  if (isJsonObject(value)) return Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]));
  return [{ path, value }];
}
