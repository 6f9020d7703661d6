import type { Expression, Node, NumericLiteral, ObjectExpression, SpreadElement } from '@babel/types';

import { inexactNumber } from '../inexactNumber.js';
import { operators } from './arithmetic.js';
import { list, type Located, mapping, scalar } from './located.js';
import { Unreadable } from './unreadable.js';

/** The names that an expression may use. */
export interface Scope {
  /** Initialisers of the file's constants. */
  readonly constants: ReadonlyMap<string, Expression>;
  /** The local names of `defineSweep`. */
  readonly defineSweep: ReadonlySet<string>;
  /** The reason why each other name cannot be used: it is imported, or may change. */
  readonly others: ReadonlyMap<string, string>;
}

type Evaluate = (node: Expression) => Located;

/** As much as a YAML file of the longest length can hold: constants that are used again and again could hold any amount. */
const largestValue = 100_000;
const deepest = 100;

/** The value of an expression that needs no run to be known. Throws `Unreadable` for any other. */
export function evaluator(scope: Scope): Evaluate {
  const known = new Map<string, Located>();
  const pending = new Set<string>();
  const constant = (name: string, at: number): Located => {
    const initialiser = scope.constants.get(name);
    if (initialiser === undefined) throw unknownName(name, at, scope.others.get(name));
    if (pending.has(name)) throw new Unreadable(at, 'a constant cannot be part of itself', `${name} is`);
    pending.add(name);
    const located = known.get(name) ?? evaluate(initialiser);
    known.set(name, located);
    pending.delete(name);
    return located;
  };
  const evaluate: Evaluate = (node) => limited(valueOf(node), startOf(node));
  const valueOf: Evaluate = (node) => {
    const at = startOf(node);
    switch (node.type) {
      case 'StringLiteral':
      case 'BooleanLiteral':
        return scalar(node.value, at);
      case 'NullLiteral':
        return scalar(null, at);
      case 'NumericLiteral':
        return scalar(exact(node), at, isFloatText(node));
      case 'TemplateLiteral':
        if (node.expressions.length > 0) throw notStatic(node);
        return scalar(node.quasis[0]?.value.cooked ?? '', at);
      case 'Identifier':
        return constant(node.name, at);
      case 'ArrayExpression':
        if (node.elements.includes(null)) throw new Unreadable(at, 'a list must not have holes');
        return list(node.elements.flatMap(elementsOf), at);
      case 'ObjectExpression':
        return mapping(partsOf(node, evaluate, spread), at);
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
        return evaluate(node.expression);
      case 'UnaryExpression':
        return signed(node.operator, evaluate(node.argument), node);
      case 'BinaryExpression':
        if (node.left.type === 'PrivateName') throw notStatic(node);
        return computed(node.operator, evaluate(node.left), evaluate(node.right), node);
      case 'CallExpression':
        return evaluate(sweepOf(node, scope));
      default:
        throw notStatic(node);
    }
  };
  let copied = 0;
  const spread: Spread = ({ argument, start }, kind) => {
    const { value, parts } = evaluate(argument);
    if (typeof value !== 'object' || value === null || Array.isArray(value) !== (kind === 'list'))
      throw new Unreadable(start ?? 0, `only a ${kind} can be spread into a ${kind}`);
    copied += parts.size;
    if (copied > largestValue) throw tooLarge(start ?? 0);
    return parts;
  };
  const elementsOf = (element: Expression | SpreadElement | null): Located[] => {
    if (element === null) return [];
    return element.type === 'SpreadElement'
      ? [...spread(element, 'list').values()]
      : [{ ...evaluate(element), at: startOf(element) }];
  };
  return evaluate;
}

/** The parts of a list or mapping, for another. */
type Spread = (element: SpreadElement, kind: 'list' | 'mapping') => ReadonlyMap<string, Located>;

/** The later of two equal keys counts if one of them comes by a spread. */
function partsOf({ properties }: ObjectExpression, evaluate: Evaluate, spread: Spread): Map<string, Located> {
  const parts = new Map<string, Located>();
  const written = new Set<string>();
  for (const property of properties) {
    if (property.type === 'SpreadElement') {
      for (const [key, part] of spread(property, 'mapping')) parts.set(key, part);
      continue;
    }
    const { key } = property;
    const at = startOf(key);
    if (property.type !== 'ObjectProperty' || property.computed) throw notStatic(property);
    const name = key.type === 'Identifier' ? key.name : 'value' in key ? String(key.value) : undefined;
    if (name === undefined) throw notStatic(key);
    if (written.has(name)) throw new Unreadable(at, 'keys of a mapping must be unique', `"${name}" appears twice`);
    written.add(name);
    parts.set(name, { ...evaluate(property.value as Expression), at });
  }
  return parts;
}

function signed(operator: string, { value, isFloat }: Located, node: Node): Located {
  if (typeof value !== 'number' || (operator !== '-' && operator !== '+')) throw notStatic(node);
  return scalar(operator === '-' ? -value : value, startOf(node), isFloat);
}

function computed(operator: string, left: Located, right: Located, node: Node): Located {
  const compute = operators.get(operator);
  if (compute === undefined || typeof left.value !== 'number' || typeof right.value !== 'number') throw notStatic(node);
  return scalar(compute(left.value, right.value), startOf(node), left.isFloat || right.isFloat);
}

function sweepOf(node: Extract<Expression, { type: 'CallExpression' }>, { defineSweep }: Scope): Expression {
  const [argument] = node.arguments;
  const isDefine = node.callee.type === 'Identifier' && defineSweep.has(node.callee.name);
  if (!isDefine || argument === undefined || argument.type === 'SpreadElement') throw notStatic(node);
  return argument as Expression;
}

function limited(located: Located, at: number): Located {
  if (located.size > largestValue) throw tooLarge(at);
  if (located.depth > deepest) throw new Unreadable(at, 'the file is nested too deeply');
  return located;
}

/** The value of a number that is the one that was written. Throws `Unreadable` if it would be rounded. */
function exact(node: NumericLiteral): number {
  const problem = inexactNumber(sourceOf(node), node.value);
  if (problem !== undefined) throw new Unreadable(startOf(node), problem.message, problem.found, problem.remedy);
  return node.value;
}

const sourceOf = ({ extra, value }: NumericLiteral): string =>
  typeof extra?.['raw'] === 'string' ? extra['raw'] : String(value);

function isFloatText(node: NumericLiteral): boolean {
  const text = sourceOf(node);
  return !/^0[xob]/i.test(text) && /[.e]/i.test(text);
}

const startOf = ({ start }: Node): number => start ?? 0;

const allowed =
  'the file is read but never run, so a value must be a literal, a constant of the file, a spread of one, or arithmetic on numbers';
const remedy = 'Write the value itself, or generate a tune.yaml with a script.';

const notStatic = (node: Node): Unreadable =>
  new Unreadable(startOf(node), allowed, `this is ${inWords(node.type)}`, remedy);

const tooLarge = (at: number): Unreadable =>
  new Unreadable(at, `a sweep has at most ${largestValue} values and characters`, 'its constants add up to more');

const unknownName = (name: string, at: number, why = 'is none of them'): Unreadable =>
  new Unreadable(at, allowed, `${name} ${why}`, remedy);

/** `ArrowFunctionExpression` is an arrow function expression. */
function inWords(type: string): string {
  const words = type.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).toLowerCase();
  return `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`;
}
