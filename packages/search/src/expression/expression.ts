import type { Json } from '../core/json.js';

/** A parsed expression: data, not code. Places count from 0 in the text. */
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
  /** A function, or an operator in the first of its spellings: `&&`, not `and`. */
  readonly operator: string;
  /** `&&` and `||` join two or more; `in` has the value first and then the list. */
  readonly operands: readonly Expression[];
  readonly at: number;
}

/** The names in an expression. */
export function labelsIn(expression: Expression): string[] {
  if (expression.kind === 'name') return [expression.name];
  return expression.kind === 'call' ? expression.operands.flatMap(labelsIn) : [];
}

/** Whether an expression is true or false, as far as its form tells. */
export const isStatement = (expression: Expression): boolean =>
  expression.kind === 'call' ? /^([<>=!&|~]|in$)/.test(expression.operator) : expression.kind === 'name';
