import type { Expression } from './expression.js';

type Kind = 'a number' | 'a text' | 'true or false' | 'null';

/**
 * A mistake in an expression over numbers, which is never true because of it; `at` is the position of the operator in the text,
 * from 0.
 */
export interface MixedKinds {
  readonly problem: string;
  readonly at: number;
}

/**
 * Finds an operator whose operands are of a kind that it does not work on, where all names are numbers; undefined if there is
 * none.
 */
export function mixedKinds(expression: Expression): MixedKinds | undefined {
  const found = kindOf(expression);
  return typeof found === 'string' ? undefined : found;
}

function kindOf(expression: Expression): Kind | MixedKinds {
  if (expression.kind === 'name') return 'a number';
  if (expression.kind === 'value') return kindOfValue(expression.value);
  const { operator, operands, at } = expression;
  const kinds: Kind[] = [];
  for (const operand of operands) {
    const kind = kindOf(operand);
    if (typeof kind !== 'string') return kind;
    kinds.push(kind);
  }
  const [allowed, result] = ruleOf(operator, kinds[0]);
  const other = kinds.find((kind) => !allowed.includes(kind));
  return other === undefined ? result : { problem: problemOf(operator, kinds, other), at };
}

function kindOfValue(value: unknown): Kind {
  if (value === null) return 'null';
  return typeof value === 'number' ? 'a number' : typeof value === 'boolean' ? 'true or false' : 'a text';
}

/** The kinds that an operator works on, if its first operand is of one, and the kind of its result. */
function ruleOf(operator: string, first: Kind = 'a number'): readonly [readonly Kind[], Kind] {
  const logic = ['&&', '||', '!'].includes(operator);
  if (logic) return [['true or false'], 'true or false'];
  if (operator === '~') return [['a text'], 'true or false'];
  if (['==', '!=', 'in'].includes(operator)) return [[first], 'true or false'];
  if (['<', '<=', '>', '>='].includes(operator))
    return [first === 'a text' ? ['a text'] : ['a number'], 'true or false'];
  return [['a number'], 'a number'];
}

function problemOf(operator: string, kinds: readonly Kind[], other: Kind): string {
  const spelled = { '&&': 'and', '||': 'or', '!': 'not' }[operator] ?? operator;
  const [first, second] = kinds;
  return first !== undefined && second !== undefined && first !== second && !['&&', '||'].includes(operator)
    ? `"${spelled}" is between ${first} and ${second}`
    : `"${spelled}" does not work on what is ${other}`;
}
