import type { Json } from '@nx-tune/search';
import { nearestName } from '@nx-tune/search/didYouMean';
import { type Expression, parseComparisons } from '@nx-tune/search/parseExpression';

import { ambiguity, type FilterNames } from './filterableNames.js';

/** A trial as a filter sees it: the value of a name, or undefined where the trial has none. */
export type Row = (name: string) => Json | undefined;

export type Filter = (row: Row) => boolean;

export type ParsedFilter =
  | { readonly ok: true; readonly filter: Filter }
  | { readonly ok: false; /** From 1. */ readonly column: number; readonly message: string };

/** A mistake in a filter, and its position, from 0. */
class FilterProblem extends Error {
  constructor(
    readonly at: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Reads a filter such as `stepSize >= 0.1 and (optimizer = sgd or not outcome = diverged)`. Comparisons are
 * `=`, `!=`, `<`, `<=`, `>`, `>=`, `~` (contains) and `in (a, b)`; names and texts with other characters than letters and
 * digits are quoted. A value that a trial does not have is unequal to all others.
 */
export function parseFilter(text: string, names: FilterNames): ParsedFilter {
  const parsed = parseComparisons(text);
  if ('problem' in parsed) return { ok: false, column: parsed.at + 1, message: parsed.problem };
  try {
    return { ok: true, filter: toFilter(parsed.expression, names) };
  } catch (error) {
    if (error instanceof FilterProblem) return { ok: false, column: error.at + 1, message: error.message };
    throw error;
  }
}

function toFilter(expression: Expression, names: FilterNames): Filter {
  if (expression.kind !== 'call') throw withoutComparison(expression);
  const { operator, operands } = expression;
  const [left, ...right] = operands;
  if (left === undefined) throw new Error(`Internal error: ${operator} without operands`);
  if (operator === '&&' || operator === '||' || operator === '!') {
    const parts = operands.map((operand) => toFilter(operand, names));
    if (operator === '!') return (row) => !parts[0]?.(row);
    return operator === '&&' ? (row) => parts.every((part) => part(row)) : (row) => parts.some((part) => part(row));
  }
  const name = nameOf(left, names, expression.at);
  const compare = operator === 'in' ? isEqual : comparisons.get(operator);
  if (compare === undefined) throw new Error(`Internal error: a filter has no operator ${operator}`);
  const values = right.map(valueOf);
  return (row) => values.some((value) => compare(row(name), value));
}

type Word = Exclude<Expression, { readonly kind: 'call' }>;

const textIn = (word: Word): string => (word.kind === 'name' ? word.name : textOf(word.value));

const withoutComparison = (word: Word): FilterProblem =>
  new FilterProblem(
    word.end,
    `after "${textIn(word)}" one of = ${[...comparisons.keys()].join(' ')} or "in (…)" is expected`,
  );

const nested = (at: number): FilterProblem =>
  new FilterProblem(at, 'a comparison cannot be compared; join comparisons with "and" or "or"');

function nameOf(expression: Expression, known: FilterNames, operatorAt: number): string {
  if (expression.kind === 'call') throw nested(operatorAt);
  const name = textIn(expression);
  const { names } = known;
  if (names.includes(name)) return name;
  const unclear = ambiguity(name, known);
  if (unclear !== undefined) throw new FilterProblem(expression.at, unclear);
  const near = nearestName(name, names);
  throw new FilterProblem(
    expression.at,
    `"${name}" is not known${near === undefined ? '' : `; did you mean "${near}"?`} Names are ${names.slice(0, 20).join(', ')}${names.length > 20 ? ', …' : ''}`,
  );
}

/** A quoted value is a text; a bare word may be a number, `true`, `false` or `null`. */
function valueOf(expression: Expression): Json {
  if (expression.kind === 'call') throw nested(expression.at);
  if (expression.kind === 'value') return expression.value;
  const { name: word } = expression;
  if (word === 'true' || word === 'false') return word === 'true';
  if (word === 'null') return null;
  const number = Number(word);
  return Number.isFinite(number) ? number : word;
}

type Compare = (value: Json | undefined, other: Json) => boolean;

const comparisons: ReadonlyMap<string, Compare> = new Map<string, Compare>([
  ['==', isEqual],
  ['!=', (value, other) => !isEqual(value, other)],
  ['<', (value, other) => order(value, other) < 0],
  ['<=', (value, other) => order(value, other) <= 0],
  ['>', (value, other) => order(value, other) > 0],
  ['>=', (value, other) => order(value, other) >= 0],
  ['~', (value, other) => value !== undefined && textOf(value).toLowerCase().includes(textOf(other).toLowerCase())],
]);

/** `1` and `"1"` are equal to a filter: people who type a filter do not think of types. */
function isEqual(value: Json | undefined, other: Json): boolean {
  return value !== undefined && (value === other || textOf(value) === textOf(other));
}

/** NaN, which is neither smaller nor larger, unless both are numbers or both texts. */
function order(value: Json | undefined, other: Json): number {
  if (typeof value !== typeof other || (typeof value !== 'number' && typeof value !== 'string')) return NaN;
  return value < (other as typeof value) ? -1 : value > (other as typeof value) ? 1 : 0;
}

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
