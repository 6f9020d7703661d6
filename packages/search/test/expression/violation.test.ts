import * as fc from 'fast-check';

import { evaluateExpression } from '../../src/expression/evaluateExpression.js';
import { parseExpression } from '../../src/expression/parseExpression.js';
import { violationOf } from '../../src/expression/violation.js';

const values: Readonly<Record<string, number>> = { a: 3, b: 5, c: 0 };
const violation = (text: string): number => {
  const parsed = parseExpression(text);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return violationOf(parsed.expression, (name) => values[name] ?? null);
};

test.each([
  ['a <= 5', -2],
  ['a <= 1', 2],
  ['a >= 5', 2],
  ['b - a > 1', -1],
  ['a == 3', -0],
  ['a == 1', 2],
  ['a <= 1 and b <= 1', 4],
  ['a <= 1 or b <= 1', 2],
  ['not (a <= 1 or b <= 1)', -2],
  ['not (a <= 5)', 2],
  ['a in (1, 2)', 1],
  ['a in (1, 3)', -1],
])('%s is violated by %d', (text, expected) => expect(violation(text)).toBe(expected));

test('equality violates a strict comparison, by next to nothing', () => {
  expect(violation('a < 3')).toBeGreaterThan(0);
  expect(violation('a < 3')).toBeLessThan(1e-300);
});

test('values that are missing or not finite have no answer', () => {
  expect(violation('a < missing')).toBeNaN();
  expect(violation('a / c < 1 or sqrt(-1) < 2')).toBeNaN();
});

test('a name with other signs is put between backquotes', () => {
  const parsed = parseExpression('`val/loss` <= 0.3');
  if ('problem' in parsed) throw new Error(parsed.problem);
  expect(violationOf(parsed.expression, (name) => (name === 'val/loss' ? 0.5 : 0))).toBeCloseTo(0.2);
});

test('a violation is above 0 just where the statement does not hold', () => {
  const comparison = fc
    .tuple(
      fc.constantFrom('a', 'b', 'c'),
      fc.constantFrom('<', '<=', '>', '>=', '==', '!='),
      fc.integer({ min: -1, max: 6 }),
    )
    .map(([name, sign, number]) => `${name} ${sign} ${number}`);
  const { statement } = fc.letrec<{ statement: string; inner: string }>((tie) => ({
    statement: fc.oneof({ depthSize: 'small' }, comparison, tie('inner')),
    inner: fc
      .tuple(tie('statement'), fc.constantFrom('and', 'or'), tie('statement'), fc.boolean())
      .map(([left, word, right, isNegated]) => `${isNegated ? 'not ' : ''}((${left}) ${word} (${right}))`),
  }));
  fc.assert(
    fc.property(statement, (text) => {
      const parsed = parseExpression(text);
      if ('problem' in parsed) throw new Error(parsed.problem);
      const holds = evaluateExpression(parsed.expression, (name) => values[name] ?? null);
      expect(violation(text) <= 0).toBe(holds);
    }),
  );
});
