import type { Expression, Node, ObjectExpression, ObjectProperty } from '@babel/types';

import type { Scope } from '../typescript/evaluate.js';
import { parseProgram } from '../typescript/parseProgram.js';
import { readModule } from '../typescript/readModule.js';
import { addElements, type Elements } from './addElements.js';
import { bracketsOf, type EditedKey } from './editedKey.js';

/** Adds elements to a key of a sweep in TypeScript, or adds the key. Undefined if there is no clear place. */
export function addToTypescript(text: string, edited: EditedKey, elements: readonly string[]): string | undefined {
  const { sweep, scope } = readModule(parseProgram(text));
  const object = literalOf(sweep, scope);
  if (object?.type !== 'ObjectExpression') return undefined;
  const { key } = edited;
  const [open, close] = bracketsOf(edited);
  const property = propertyOf(object, key);
  if (property === undefined)
    return addElements(text, elementsOf(object, object.properties.at(-1)), [
      `${key}: ${open}${elements.join(', ')}${close}`,
    ]);
  const value = literalOf(property.value as Expression, scope);
  if (edited.kind === 'mapping')
    return value?.type === 'ObjectExpression'
      ? addElements(text, elementsOf(value, value.properties.at(-1)), elements)
      : undefined;
  return value?.type === 'ArrayExpression'
    ? addElements(text, elementsOf(value, value.elements.at(-1) ?? undefined), elements)
    : undefined;
}

const propertyOf = ({ properties }: ObjectExpression, name: string): ObjectProperty | undefined =>
  properties.find(
    (property): property is ObjectProperty =>
      property.type === 'ObjectProperty' &&
      ((property.key.type === 'Identifier' && property.key.name === name) ||
        (property.key.type === 'StringLiteral' && property.key.value === name)),
  );

/** The literal that an expression is, behind constants, types and `defineSweep`. */
function literalOf(node: Expression | undefined, scope: Scope): Expression | undefined {
  switch (node?.type) {
    case 'Identifier':
      return literalOf(scope.constants.get(node.name), scope);
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return literalOf(node.expression, scope);
    case 'CallExpression':
      return literalOf(node.arguments[0] as Expression | undefined, scope);
    default:
      return node;
  }
}

const elementsOf = (node: Node, last: Node | undefined): Elements => ({
  open: (node.start ?? 0) + 1,
  ...(last === undefined ? {} : { last: { start: last.start ?? 0, end: last.end ?? 0 } }),
});
