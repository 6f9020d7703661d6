import type { Json, Serialisable } from './json.js';

/**
 * Writes equal values as the same JSON text: keys sorted by code unit, no white space, -0 as 0 (compare RFC 8785).
 * Numbers are written as JavaScript writes them, which is the shortest text that reads back as the same double.
 */
export function canonicalJson<T>(value: T & Serialisable<T>): string {
  return textOf(value as Json);
}

/** A sweep has a text for each of up to a million trials, so no sorted copy is made of the value. */
function textOf(value: Json): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null';
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isArray(value)) return `[${value.map((item) => textOf(item ?? null)).join(',')}]`;
  const keys = Object.keys(value).toSorted();
  let text = '';
  for (const key of keys) {
    const item = value[key];
    if (item === undefined) continue;
    // JavaScript puts such keys first, by their value, and so do the texts that ids were made of.
    if (isIndex.test(key)) return JSON.stringify(sorted(value));
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${textOf(item)}`;
  }
  return `{${text}}`;
}

const isIndex = /^\d+$/;

/** Canonical JSON with indentation, for files that people read. It ends with a line break. */
export function canonicalJsonText<T>(value: T & Serialisable<T>): string {
  return `${JSON.stringify(sorted(value as Json), null, 2)}\n`;
}

/** Returns an object that is sorted already, as most are, as it is. */
function sorted(value: Json): Json {
  if (value === null || typeof value !== 'object') return value === 0 ? 0 : value;
  if (isArray(value)) return value.map(sorted);
  const keys = Object.keys(value);
  const inner = new Map<string, Json>();
  let isSorted = true;
  let before = '';
  for (const key of keys) {
    const field = value[key] as Json | undefined;
    const sortedField = field === undefined ? field : sorted(field);
    if (sortedField !== undefined) inner.set(key, sortedField);
    isSorted &&= before <= key && sortedField !== undefined && Object.is(sortedField, field);
    before = key;
  }
  return isSorted ? value : Object.fromEntries([...inner].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const isArray: (value: Json) => value is readonly Json[] = Array.isArray;
