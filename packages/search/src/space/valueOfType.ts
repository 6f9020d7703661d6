import type { Json } from '../core/json.js';
import type { Distribution } from './distribution.js';
import { possibleValue } from './possibleValue.js';

/**
 * The value as a trial would have it, if the distribution can give it, and otherwise as it is written, if it has the type of the
 * parameter. Undefined if it has another type.
 */
export function valueOfType(distribution: Distribution, value: Json): Json | undefined {
  const possible = possibleValue(distribution, value);
  if (possible !== undefined) return possible;
  if (!hasType(distribution, value)) return undefined;
  return typeof value === 'number' ? value + 0 : value;
}

/** Names the types of a parameter's values in words: `a whole number`. */
export function typesOf(distribution: Distribution): readonly string[] {
  if (distribution.kind === 'constant') return [typeOf(distribution.value)];
  if (distribution.kind === 'categorical') return [...new Set(distribution.values.map(typeOf))];
  return [distribution.kind === 'int_uniform' ? 'a whole number' : 'a number'];
}

function hasType(distribution: Distribution, value: Json): boolean {
  if (!isFinite(value)) return false;
  if (distribution.kind === 'constant') return typeOf(distribution.value) === typeOf(value);
  if (distribution.kind === 'categorical') return distribution.values.some((one) => typeOf(one) === typeOf(value));
  return typeof value === 'number' && (distribution.kind !== 'int_uniform' || Number.isInteger(value));
}

/** JSON has no infinite numbers, nor have lists and mappings in it. */
const isFinite = (value: Json): boolean =>
  typeof value === 'number'
    ? Number.isFinite(value)
    : value === null || typeof value !== 'object' || Object.values(value).every(isFinite);

const typeOf = (value: Json): string =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'a list'
      : typeof value === 'object'
        ? 'a mapping'
        : (typeNames[typeof value] ?? 'a text');

const typeNames: Readonly<Record<string, string>> = { number: 'a number', boolean: 'true or false', string: 'a text' };
