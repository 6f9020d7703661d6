import { canonicalJson } from '../core/canonicalJson.js';
import type { Json } from '../core/json.js';
import type { Expression } from './expression.js';
import { functions } from './functions.js';

/** The value of an expression; undefined if values are of the wrong type or the result is not a number. */
export function evaluateExpression(expression: Expression, valueOf: (name: string) => Json): Json | undefined {
  if (expression.kind === 'value') return expression.value;
  if (expression.kind === 'name') return valueOf(expression.name);
  const { operator } = expression;
  const operands = expression.operands.map((operand) => evaluateExpression(operand, valueOf));
  const [left, right] = operands;
  switch (operator) {
    case '&&':
      return operands.includes(false) ? false : operands.every((operand) => operand === true) || undefined;
    case '||':
      return operands.includes(true) || (operands.every((operand) => operand === false) ? false : undefined);
    case '!':
      return typeof left === 'boolean' ? !left : undefined;
    case '==':
      return isEqual(left, right);
    case '!=':
      return not(isEqual(left, right));
    case 'in':
      return isAmong(left, operands.slice(1));
    case '~':
      return contains(left, right);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compare(operator, left, right);
    default:
      return compute(operator, operands);
  }
}

type Operand = Json | undefined;

const not = (statement: boolean | undefined): boolean | undefined => (statement === undefined ? undefined : !statement);

const isEqual = (left: Operand, right: Operand): boolean | undefined =>
  left === undefined || right === undefined ? undefined : canonicalJson(left) === canonicalJson(right);

function isAmong(value: Operand, items: readonly Operand[]): boolean | undefined {
  const equal = items.map((item) => isEqual(value, item));
  return equal.includes(true) || (equal.includes(undefined) ? undefined : false);
}

/** True if a text contains another, ignoring case. */
const contains = (text: Operand, part: Operand): boolean | undefined =>
  typeof text === 'string' && typeof part === 'string' ? text.toLowerCase().includes(part.toLowerCase()) : undefined;

function compare(operator: '<' | '<=' | '>' | '>=', left: Operand, right: Operand): boolean | undefined {
  const isBoth = (type: string): boolean => typeof left === type && typeof right === type;
  if (!isBoth('number') && !isBoth('string')) return undefined;
  const [a, b] = [left as number, right as number];
  return operator === '<' ? a < b : operator === '<=' ? a <= b : operator === '>' ? a > b : a >= b;
}

function compute(operator: string, operands: readonly Operand[]): number | undefined {
  const numbers = operands.filter((operand) => typeof operand === 'number');
  if (numbers.length < operands.length) return undefined;
  const result = numbers.length === 1 && operator === '-' ? -(numbers[0] ?? NaN) : arithmetic(operator, numbers);
  return Number.isNaN(result) ? undefined : result;
}

function arithmetic(operator: string, numbers: readonly number[]): number {
  const [a = NaN, b = 0] = numbers;
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    case '**':
      return a ** b;
    default:
      return (functions[operator] as (...all: number[]) => number)(...numbers);
  }
}
