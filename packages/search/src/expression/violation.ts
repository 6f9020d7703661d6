import type { Json } from '../core/json.js';
import { evaluateExpression } from './evaluateExpression.js';
import type { Expression } from './expression.js';

/** The violation of a statement without numbers. */
const whole = 1;

/**
 * Returns how much a statement is violated, in the unit of what it compares: at most 0 if it holds, and then how far it is from
 * being violated. For `a <= b` it is a - b; for several that are joined by "and" the largest, by "or" the smallest. NaN if the
 * statement says nothing, since values are of the wrong type or not finite.
 */
export function violationOf(statement: Expression, valueOf: (name: string) => Json): number {
  return measured(statement, valueOf, true);
}

/** `wanted` is false inside of a negation. */
function measured(statement: Expression, valueOf: (name: string) => Json, wanted: boolean): number {
  if (statement.kind !== 'call') return byTruth(statement, valueOf, wanted);
  const { operator, operands } = statement;
  const each = (): number[] => operands.map((operand) => measured(operand, valueOf, wanted));
  if (operator === '!') return measured(operands[0] as Expression, valueOf, !wanted);
  if (operator === '&&' || operator === '||') {
    const isAll = (operator === '&&') === wanted;
    return isAll ? Math.max(...each()) : Math.min(...each());
  }
  const margin = marginOf(statement, valueOf);
  const holds = evaluateExpression(statement, valueOf);
  if (margin === undefined || typeof holds !== 'boolean') return byTruth(statement, valueOf, wanted);
  // Of a strict comparison, equality is a violation by nothing.
  return holds === wanted ? -Math.abs(margin) : Math.max(Math.abs(margin), Number.MIN_VALUE);
}

/** Returns how far apart the two sides of a comparison of numbers are. */
function marginOf(statement: Expression, valueOf: (name: string) => Json): number | undefined {
  if (statement.kind !== 'call' || !comparisons.has(statement.operator)) return undefined;
  const [left, right] = statement.operands.map((operand) => evaluateExpression(operand, valueOf));
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  const margin = left - right;
  return Number.isFinite(margin) ? margin : undefined;
}

const comparisons: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!=']);

function byTruth(statement: Expression, valueOf: (name: string) => Json, wanted: boolean): number {
  const holds = evaluateExpression(statement, valueOf);
  if (typeof holds !== 'boolean') return NaN;
  return holds === wanted ? -whole : whole;
}
