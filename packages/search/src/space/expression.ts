import type { Json } from '../core/json.js';

/** A parsed expression over params: data, not code. */
export type Expression =
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'call'; readonly operator: string; readonly operands: readonly Expression[] };

/** The names of params in an expression. */
export function labelsIn(expression: Expression): string[] {
  if (expression.kind === 'name') return [expression.name];
  return expression.kind === 'call' ? expression.operands.flatMap(labelsIn) : [];
}

/** Whether an expression says yes or no, as far as its form tells. */
export const isStatement = (expression: Expression): boolean =>
  expression.kind === 'call' ? /^[<>=!&|]/.test(expression.operator) : expression.kind === 'name';

/** What expressions may call. */
export const functions: Readonly<Record<string, (...numbers: number[]) => number>> = {
  min: Math.min,
  max: Math.max,
  abs: Math.abs,
  log: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  exp: Math.exp,
  sqrt: Math.sqrt,
  floor: Math.floor,
  ceil: Math.ceil,
  round: Math.round,
  pow: Math.pow,
};
