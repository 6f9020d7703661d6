import { canonicalJson } from '../core/canonicalJson.js';
import type { Json } from '../core/json.js';
import { type Expression, functions } from './expression.js';

/** The value of an expression; undefined where values are of the wrong kind, or where no number comes out. */
export function evaluate(expression: Expression, valueOf: (name: string) => Json): Json | undefined {
  if (expression.kind === 'value') return expression.value;
  if (expression.kind === 'name') return valueOf(expression.name);
  const { operator } = expression;
  const operands = expression.operands.map((operand) => evaluate(operand, valueOf));
  const [left, right] = operands;
  switch (operator) {
    case '&&':
      return left === false || right === false ? false : left === true && right === true ? true : undefined;
    case '||':
      return left === true || right === true ? true : left === false && right === false ? false : undefined;
    case '!':
      return typeof left === 'boolean' ? !left : undefined;
    case '==':
    case '!=':
      if (left === undefined || right === undefined) return undefined;
      return (canonicalJson(left) === canonicalJson(right)) === (operator === '==');
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compare(operator, left, right);
    default:
      return compute(operator, operands);
  }
}

function compare(operator: '<' | '<=' | '>' | '>=', left?: Json, right?: Json): boolean | undefined {
  const isBoth = (type: string): boolean => typeof left === type && typeof right === type;
  if (!isBoth('number') && !isBoth('string')) return undefined;
  const [a, b] = [left as number, right as number];
  return operator === '<' ? a < b : operator === '<=' ? a <= b : operator === '>' ? a > b : a >= b;
}

function compute(operator: string, operands: readonly (Json | undefined)[]): number | undefined {
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
