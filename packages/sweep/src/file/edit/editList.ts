import { parseSweepSource } from '../source.js';
import { isTypescript } from '../sweepNames.js';
import { parseTypescript } from '../typescript/parseTypescript.js';
import { addToTypescript } from './addToTypescript.js';
import { addToYaml } from './addToYaml.js';
import type { EditedKey } from './editedKey.js';

/** A key whose value is a list. */
export type ListKey = 'inputs' | 'points';

/** A key whose value is a mapping. */
export type MappingKey = 'baselines';

/** Adds elements to a list of a sweep file: their values, and how they are written. Undefined if there is no clear place for them. */
export const editList = (
  file: string,
  text: string,
  key: ListKey,
  values: readonly unknown[],
  written: readonly string[],
): string | undefined =>
  edit(file, text, { key, kind: 'list' }, written, (old: readonly unknown[] = []) => [...old, ...values]);

/** Adds an entry to a mapping of a sweep file: its name and value, and how they are written. Undefined if there is no clear place. */
export const editMapping = (
  file: string,
  text: string,
  key: MappingKey,
  [name, value]: readonly [string, unknown],
  written: string,
): string | undefined =>
  edit(file, text, { key, kind: 'mapping' }, [written], (old: object = {}) => ({ ...old, [name]: value }));

function edit<T>(
  file: string,
  text: string,
  place: EditedKey,
  written: readonly string[],
  expected: (old: T | undefined) => T,
): string | undefined {
  try {
    const edited = isTypescript(file) ? addToTypescript(text, place, written) : addToYaml(file, text, place, written);
    return edited !== undefined && changes(file, [text, edited], place.key, expected) ? edited : undefined;
  } catch {
    // What cannot be parsed is not edited.
    return undefined;
  }
}

/** Reads the text again: an edit counts only if it did exactly what was asked. */
function changes<T>(
  file: string,
  texts: readonly [string, string],
  key: string,
  expected: (old: T | undefined) => T,
): boolean {
  const [old, edited] = texts.map((text) => partsOf<T>(file, text, key)) as [Parts<T>, Parts<T>];
  return (
    JSON.stringify(edited.value) === JSON.stringify(expected(old.value)) &&
    JSON.stringify(edited.rest) === JSON.stringify(old.rest)
  );
}

interface Parts<T> {
  readonly value: T | undefined;
  readonly rest: object;
}

function partsOf<T>(file: string, text: string, key: string): Parts<T> {
  const read = isTypescript(file) ? parseTypescript(text) : parseSweepSource(text);
  const { [key]: value, ...rest } = read.value as { readonly [name: string]: T | undefined };
  return { value, rest };
}
