import type { Json } from '../core/json.js';

/** A parsed expression: data, not code. `at` and `end` are positions in its text, from 0. */
export type Expression = ExpressionValue | ExpressionName | ExpressionCall;

interface ExpressionValue {
  readonly kind: 'value';
  readonly value: Json;
  readonly at: number;
  readonly end: number;
}

interface ExpressionName {
  readonly kind: 'name';
  readonly name: string;
  readonly at: number;
  readonly end: number;
}

interface ExpressionCall {
  readonly kind: 'call';
  /** A function, or an operator in its canonical spelling: `&&`, not `and`. */
  readonly operator: string;
  /** Two or more for `&&` and `||`; for `in`, the value and then the items of the list. */
  readonly operands: readonly Expression[];
  readonly at: number;
}

/** Lists the names in an expression. */
export function labelsIn(expression: Expression): string[] {
  if (expression.kind === 'name') return [expression.name];
  return expression.kind === 'call' ? expression.operands.flatMap(labelsIn) : [];
}

/** True if an expression, judging by its form, is true or false and not a number or a text. */
export const isStatement = (expression: Expression): boolean =>
  expression.kind === 'call' ? /^([<>=!&|~]|in$)/.test(expression.operator) : expression.kind === 'name';
