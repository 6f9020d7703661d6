import { defined } from '@nx-tune/search';
import { isMap, isScalar, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';

import { addElements, type Elements, newline } from './addElements.js';
import { bracketsOf, type EditedKey } from './editedKey.js';

type Span = { readonly start: number; readonly end: number };

/** Adds elements to a key of a YAML or JSON text, or adds the key. Undefined if there is no clear place. */
export function addToYaml(
  file: string,
  text: string,
  edited: EditedKey,
  elements: readonly string[],
): string | undefined {
  const { key } = edited;
  const { contents } = parseDocument(text, { uniqueKeys: false, logLevel: 'error' });
  if (!isMap(contents)) return undefined;
  const pair = contents.items.find((one) => isScalar(one.key) && one.key.value === key);
  if (pair !== undefined) return addToValue(text, pair.value, edited, elements);
  const [open, close] = bracketsOf(edited);
  const written = file.endsWith('.json') ? `"${key}"` : key;
  return contents.flow === true
    ? addElements(text, elementsOf(contents, spanOfPair(contents.items.at(-1))), [
        `${written}: ${open}${elements.join(', ')}${close}`,
      ])
    : addKey(text, contents, edited, elements);
}

function addToValue(text: string, value: unknown, edited: EditedKey, elements: readonly string[]): string | undefined {
  if (edited.kind === 'mapping') return isMap(value) ? addToMapping(text, value, elements) : undefined;
  return isSeq(value) ? addToList(text, value, elements) : undefined;
}

function addToMapping(text: string, map: YAMLMap, elements: readonly string[]): string | undefined {
  const last = spanOfPair(map.items.at(-1));
  if (map.flow === true) return addElements(text, elementsOf(map, last), elements);
  const indent = indentOf(text, startOf(map));
  if (last === undefined || indent === undefined) return undefined;
  return addLines(
    text,
    last.end,
    elements.map((element) => `${indent}${element}`),
  );
}

function addToList(text: string, list: YAMLSeq, elements: readonly string[]): string | undefined {
  const last = spanOf(list.items.at(-1));
  if (list.flow === true) return addElements(text, elementsOf(list, last), elements);
  const indent = indentOf(text, startOf(list));
  if (last === undefined || indent === undefined) return undefined;
  return addLines(
    text,
    last.end,
    elements.map((element) => `${indent}- ${element}`),
  );
}

function addKey(
  text: string,
  contents: YAMLMap,
  { key, kind }: EditedKey,
  elements: readonly string[],
): string | undefined {
  const indent = indentOf(text, startOf(contents));
  if (indent === undefined) return undefined;
  return addLines(text, text.trimEnd().length, [
    `${indent}${key}:`,
    ...elements.map((element) => `${indent}  ${kind === 'list' ? '- ' : ''}${element}`),
  ]);
}

/** Adds lines below the line of an offset, unless it is at the beginning of one. */
function addLines(text: string, offset: number, lines: readonly string[]): string {
  const end = text[offset - 1] === '\n' ? offset : text.indexOf('\n', offset) + 1;
  const added = lines.map((line) => `${line}${newline(text)}`).join('');
  return end === 0 ? `${text}${newline(text)}${added}` : `${text.slice(0, end)}${added}${text.slice(end)}`;
}

const elementsOf = (node: unknown, last: Span | undefined): Elements => ({
  open: startOf(node) + 1,
  ...defined({ last }),
});

const rangeOf = (node: unknown): readonly number[] | undefined =>
  (node as { readonly range?: readonly number[] } | null | undefined)?.range;

const startOf = (node: unknown): number => rangeOf(node)?.[0] ?? 0;

function spanOf(node: unknown): Span | undefined {
  const [start, end] = rangeOf(node) ?? [];
  return start === undefined || end === undefined ? undefined : { start, end };
}

function spanOfPair(pair: { readonly key: unknown; readonly value: unknown } | undefined): Span | undefined {
  const [key, value] = [spanOf(pair?.key), spanOf(pair?.value)];
  return key && { start: key.start, end: (value ?? key).end };
}

/** The blanks before an offset, if there is nothing else on its line. */
const indentOf = (text: string, offset: number): string | undefined =>
  /(?:^|\n)\uFEFF?([ \t]*)$/.exec(text.slice(0, offset))?.[1];
