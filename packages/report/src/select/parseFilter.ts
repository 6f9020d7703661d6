import type { Json } from '@nx-tune/search';
import { nearestName } from '@nx-tune/search/didYouMean';

import { FilterProblem, type Token, tokensOf } from './tokens.js';

/** A trial as a filter sees it: the value of a name, or undefined where the trial has none. */
export type Row = (name: string) => Json | undefined;

export type Filter = (row: Row) => boolean;

export type ParsedFilter =
  | { readonly ok: true; readonly filter: Filter }
  | { readonly ok: false; /** From 1. */ readonly column: number; readonly message: string };

/**
 * Reads a filter such as `stepSize >= 0.1 and (optimizer = sgd or not outcome = diverged)`. Comparisons are
 * `=`, `!=`, `<`, `<=`, `>`, `>=`, `~` (contains) and `in (a, b)`; names and texts with other characters than letters and
 * digits are quoted. A value that a trial does not have is unequal to all.
 */
export function parseFilter(text: string, names: readonly string[]): ParsedFilter {
  try {
    const reader = createReader(tokensOf(text));
    const filter = readAny(reader, names);
    const rest = reader.next();
    if (rest.kind !== 'end')
      throw new FilterProblem(rest.column, `"${rest.text}" is not expected here; join comparisons with "and" or "or"`);
    return { ok: true, filter };
  } catch (error) {
    if (error instanceof FilterProblem) return { ok: false, column: error.column, message: error.message };
    throw error;
  }
}

interface Reader {
  peek(): Token;
  next(): Token;
  /** Takes the next token if it is this word or sign. */
  takes(text: string): boolean;
}

function createReader(tokens: readonly Token[]): Reader {
  let at = 0;
  const peek = (): Token => tokens[Math.min(at, tokens.length - 1)] ?? { kind: 'end', text: '', column: 1 };
  const next = (): Token => {
    const token = peek();
    at += 1;
    return token;
  };
  const takes = (text: string): boolean => {
    const { kind, text: found } = peek();
    const isIt = kind !== 'text' && kind !== 'end' && found.toLowerCase() === text;
    if (isIt) at += 1;
    return isIt;
  };
  return { peek, next, takes };
}

/** Deeper than anyone writes; a thousand brackets must not exhaust the stack. */
const deepest = 50;

function readAny(reader: Reader, names: readonly string[], depth = 0): Filter {
  const parts = [readAll(reader, names, depth)];
  while (reader.takes('or')) parts.push(readAll(reader, names, depth));
  return (row) => parts.some((part) => part(row));
}

function readAll(reader: Reader, names: readonly string[], depth: number): Filter {
  const parts = [readOne(reader, names, depth)];
  while (reader.takes('and')) parts.push(readOne(reader, names, depth));
  return (row) => parts.every((part) => part(row));
}

function readOne(reader: Reader, names: readonly string[], depth: number): Filter {
  if (depth > deepest) throw new FilterProblem(reader.peek().column, `it is nested more than ${deepest} deep`);
  if (reader.takes('not')) {
    const inner = readOne(reader, names, depth + 1);
    return (row) => !inner(row);
  }
  if (reader.takes('(')) {
    const inner = readAny(reader, names, depth + 1);
    expectSign(reader, ')');
    return inner;
  }
  return readComparison(reader, names);
}

function readComparison(reader: Reader, names: readonly string[]): Filter {
  const name = readName(reader.next(), names);
  if (reader.takes('in')) {
    const values = readList(reader);
    return (row) => values.some((value) => isEqual(row(name), value));
  }
  const sign = reader.next();
  const compare = sign.kind === 'sign' ? comparisons.get(sign.text) : undefined;
  if (compare === undefined)
    throw new FilterProblem(
      sign.column,
      `after "${name}" one of ${[...comparisons.keys()].join(' ')} or "in (…)" is expected`,
    );
  const value = readValue(reader.next());
  return (row) => compare(row(name), value);
}

function readName(token: Token, names: readonly string[]): string {
  if (token.kind !== 'word' && token.kind !== 'text')
    throw new FilterProblem(
      token.column,
      token.kind === 'end' ? 'it ends where a name is expected' : `a name is expected, not "${token.text}"`,
    );
  if (names.includes(token.text)) return token.text;
  const near = nearestName(token.text, names);
  throw new FilterProblem(
    token.column,
    `"${token.text}" is not known${near === undefined ? '' : `; did you mean "${near}"?`} Names are ${names.slice(0, 20).join(', ')}${names.length > 20 ? ', …' : ''}`,
  );
}

function readList(reader: Reader): readonly Json[] {
  expectSign(reader, '(');
  const values = [readValue(reader.next())];
  while (reader.takes(',')) values.push(readValue(reader.next()));
  expectSign(reader, ')');
  return values;
}

function expectSign(reader: Reader, sign: string): void {
  const { column, kind, text } = reader.peek();
  if (!reader.takes(sign))
    throw new FilterProblem(column, `"${sign}" is expected${kind === 'end' ? ' at the end' : `, not "${text}"`}`);
}

/** A quoted value is a text; a bare word may be a number, `true`, `false` or `null`. */
function readValue({ kind, text, column }: Token): Json {
  if (kind === 'text') return text;
  if (kind !== 'word')
    throw new FilterProblem(
      column,
      kind === 'end' ? 'it ends where a value is expected' : `a value is expected, not "${text}"`,
    );
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}

type Compare = (value: Json | undefined, other: Json) => boolean;

const comparisons: ReadonlyMap<string, Compare> = new Map<string, Compare>([
  ['=', isEqual],
  ['==', isEqual],
  ['!=', (value, other) => !isEqual(value, other)],
  ['<', (value, other) => order(value, other) < 0],
  ['<=', (value, other) => order(value, other) <= 0],
  ['>', (value, other) => order(value, other) > 0],
  ['>=', (value, other) => order(value, other) >= 0],
  ['~', (value, other) => value !== undefined && textOf(value).toLowerCase().includes(textOf(other).toLowerCase())],
]);

/** `1` and `"1"` are equal to a filter: who types does not think of types. */
function isEqual(value: Json | undefined, other: Json): boolean {
  return value !== undefined && (value === other || textOf(value) === textOf(other));
}

/** NaN, hence neither smaller nor larger, unless both are numbers or both texts. */
function order(value: Json | undefined, other: Json): number {
  if (typeof value !== typeof other || (typeof value !== 'number' && typeof value !== 'string')) return NaN;
  return value < (other as typeof value) ? -1 : value > (other as typeof value) ? 1 : 0;
}

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
