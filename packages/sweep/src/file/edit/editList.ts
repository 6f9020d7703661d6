import { parseSweepSource } from '../source.js';
import { isTypescript } from '../sweepNames.js';
import { parseTypescript } from '../typescript/parseTypescript.js';
import { addToTypescript } from './addToTypescript.js';
import { addToYaml } from './addToYaml.js';

/** A key whose value is a list. */
export type ListKey = 'inputs' | 'points';

/** Adds elements to a list of a sweep file: their values, and how they are written. Undefined if there is no clear place for them. */
export function editList(
  file: string,
  text: string,
  key: ListKey,
  values: readonly unknown[],
  written: readonly string[],
): string | undefined {
  try {
    const edited = isTypescript(file) ? addToTypescript(text, key, written) : addToYaml(file, text, key, written);
    return edited !== undefined && adds(file, [text, edited], key, values) ? edited : undefined;
  } catch {
    // What cannot be parsed is not edited.
    return undefined;
  }
}

/** Reads the text again: an edit counts only if it did exactly what was asked. */
function adds(file: string, texts: readonly [string, string], key: ListKey, values: readonly unknown[]): boolean {
  const [old, edited] = texts.map((text) => partsOf(file, text, key)) as [Parts, Parts];
  return (
    JSON.stringify(edited.list) === JSON.stringify([...old.list, ...values]) &&
    JSON.stringify(edited.rest) === JSON.stringify(old.rest)
  );
}

interface Parts {
  readonly list: readonly unknown[];
  readonly rest: object;
}

function partsOf(file: string, text: string, key: ListKey): Parts {
  const { value } = isTypescript(file) ? parseTypescript(text) : parseSweepSource(text);
  const { [key]: list = [], ...rest } = value as { readonly [name in ListKey]?: readonly unknown[] };
  return { list, rest };
}
