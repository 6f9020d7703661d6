import type { Json } from '@nx-tune/search';

/** A value of a TypeScript text that remembers where it and its parts are written. */
export interface Located {
  readonly value: Json;
  /** Offset of the key or the element that holds it, or of itself. */
  readonly at: number;
  /** True for a number that was written as a float, such as `1.0` or `1e3`. */
  readonly isFloat: boolean;
  /** By key, or by index. */
  readonly parts: ReadonlyMap<string, Located>;
  /** The number of values and characters in it; a constant that is used twice counts twice. */
  readonly size: number;
  readonly depth: number;
}

const none: ReadonlyMap<string, Located> = new Map();

export const scalar = (value: Json, at: number, isFloat = false): Located => ({
  value,
  at,
  isFloat,
  parts: none,
  size: typeof value === 'string' ? value.length + 1 : 1,
  depth: 0,
});

export function list(items: readonly Located[], at: number): Located {
  const parts = new Map(items.map((item, index) => [String(index), item]));
  return { value: items.map(({ value }) => value), ...whole(parts, at) };
}

/** Every key is one of the object's own, even one that means something else in a literal. */
export function mapping(parts: ReadonlyMap<string, Located>, at: number): Located {
  return { value: Object.fromEntries([...parts].map(([key, { value }]) => [key, value])), ...whole(parts, at) };
}

function whole(parts: ReadonlyMap<string, Located>, at: number): Omit<Located, 'value'> {
  const inner = [...parts.values()];
  return {
    at,
    isFloat: false,
    parts,
    size: inner.reduce((sum, { size }) => sum + size, 1),
    depth: inner.reduce((most, { depth }) => Math.max(most, depth + 1), 0),
  };
}

/** The value at a path, or its nearest parent. */
export function nearestLocation(located: Located, path: readonly PropertyKey[]): Located {
  const [key, ...rest] = path;
  const part = key === undefined ? undefined : located.parts.get(String(key));
  return part === undefined ? located : nearestLocation(part, rest);
}

/** The value at a path, if there is one. */
export const exactly = (located: Located, path: readonly PropertyKey[]): Located | undefined =>
  path.reduce<Located | undefined>((at, key) => at?.parts.get(String(key)), located);
