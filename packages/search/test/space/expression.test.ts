import * as fc from 'fast-check';

import type { Json } from '../../src/core/json.js';
import { evaluate } from '../../src/space/evaluateExpression.js';
import { isStatement, labelsIn } from '../../src/space/expression.js';
import { parseExpression } from '../../src/space/parseExpression.js';

const values: { readonly [name: string]: Json } = { a: 2, b: 3, 'opt.name': 'sgd', on: true, zero: 0, list: [1] };
function valueOf(text: string): Json | undefined {
  const parsed = parseExpression(text);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return evaluate(parsed.expression, (name) => values[name] ?? null);
}

test.each<[string, Json | undefined]>([
  ['a * b + 1 <= 7', true],
  ['a + b * 2 == 8', true],
  ['(a + b) * 2 == 10', true],
  ['2 ** 3 ** 2', 512],
  ['-2 ** 2', -4],
  ['10 - 4 - 3', 3],
  ['7 % 4 * 2', 6],
  ['a < b && b < 4 || false', true],
  ['!(a > b)', true],
  ['!on || a == 2', true],
  ['opt.name == "sgd"', true],
  ["opt.name != 'adam'", true],
  ['opt.name < "t"', true],
  ['max(a, b, 1) - min(a, b) + abs(-1)', 2],
  ['log10(1e3) == 3', true],
  ['pow(2, 10) == 1024 && floor(2.9) == ceil(1.1)', true],
  ['1 / zero > 5', true],
  ['zero / zero < 5', undefined],
  ['!(zero / zero < 5)', undefined],
  ['a + opt.name > 1', undefined],
  ['a < "3"', undefined],
  ['list == list', true],
  ['null == missing', true],
  ['.5 + 1.e1 == 10.5', true],
])('%s is %j', (text, expected) => expect(valueOf(text)).toEqual(expected));

test.each<[string, string, number]>([
  ['a +', 'it ends too early', 3],
  ['(a', 'a ")" is missing', 2],
  ['a b', '"b" is not expected', 2],
  ['a = b', '"=" has no meaning', 2],
  ['eval(1)', 'there is no function eval', 0],
  ['constructor(1)', 'there is no function constructor', 0],
  ['a; b', '";" has no meaning', 1],
  ['`a`', '"`" has no meaning', 0],
  ['a["b"]', '"[" has no meaning', 1],
  ['', 'it ends too early', 0],
])('%j is no expression', (text, problem, at) => {
  const parsed = parseExpression(text);
  expect('problem' in parsed && parsed).toMatchObject({ problem: expect.stringContaining(problem) as string, at });
});

test('names and statements', () => {
  const parsed = parseExpression('max(a, b) * opt.name <= 3');
  if ('problem' in parsed) throw new Error();
  expect(labelsIn(parsed.expression)).toEqual(['a', 'b', 'opt.name']);
  expect(isStatement(parsed.expression)).toBe(true);
  const sum = parseExpression('a + 1');
  expect('expression' in sum && isStatement(sum.expression)).toBe(false);
});

test('whatever is written: a value or a problem with a place, never an exception, and what is deep or long is refused', () => {
  const part = fc.constantFrom(
    'a',
    '(',
    ')',
    '+',
    '-',
    '**',
    '<',
    '==',
    '!',
    '&&',
    '1',
    '"x"',
    ',',
    'min',
    ' ',
    '.',
    '\u0000',
    'ü',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
      const text = parts.join('');
      const parsed = parseExpression(text);
      if ('problem' in parsed) expect(parsed.at >= 0 && parsed.at <= text.length).toBe(true);
      else expect(() => evaluate(parsed.expression, () => 1)).not.toThrow();
    }),
  );
  for (const text of ['('.repeat(900), '!'.repeat(900), '-'.repeat(900) + '1', `1${'+1'.repeat(600)}`])
    expect('problem' in parseExpression(text)).toBe(true);
});
