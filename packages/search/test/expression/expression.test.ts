import * as fc from 'fast-check';

import type { Json } from '../../src/core/json.js';
import { evaluateExpression } from '../../src/expression/evaluateExpression.js';
import { isStatement, labelsIn } from '../../src/expression/expression.js';
import { parseComparisons, parseExpression } from '../../src/expression/parseExpression.js';

const values: { readonly [name: string]: Json } = { a: 2, b: 3, 'opt.name': 'sgd', on: true, zero: 0, list: [1] };
function valueOf(text: string): Json | undefined {
  const parsed = parseExpression(text);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return evaluateExpression(parsed.expression, (name) => values[name] ?? null);
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
  ['a = 2 and b = 3 or false', true],
  ['not a = b AND not opt.name = "adam"', true],
  ['opt.name in ("adam", "sgd")', true],
  ['a in (1, b - 1)', true],
  ['a in (1, 3) || a in (2)', true],
  ['a in (1, zero / zero)', undefined],
  ['a in (2, zero / zero)', true],
  ['opt.name ~ "GD"', true],
  ['opt.name ~ 1', undefined],
  ['a < b && b < 4 && zero / zero < 1', undefined],
  ['a < b && b < 3 && zero / zero < 1', false],
  ['a > b || zero / zero < 1 || b == 3', true],
  ['"a\\u0062\\n" == \'ab\\n\'', true],
])('%s is %j', (text, expected) => expect(valueOf(text)).toEqual(expected));

test.each<[string, string, number]>([
  ['a +', 'it ends where a value is expected', 3],
  ['(a', '")" is expected at the end', 2],
  ['(a, b)', '")" is expected, not ","', 2],
  ['a b', '"b" is not expected here; join comparisons with "and" or "or"', 2],
  ['a < b)', '")" is not expected here', 5],
  ['a in 2', '"(" is expected, not "2"', 5],
  ['a < * b', 'a value is expected, not "*"', 4],
  ["a == 'b", 'the quote is not closed', 5],
  ['eval(1)', 'there is no function eval', 0],
  ['constructor(1)', 'there is no function constructor', 0],
  ['a; b', '";" means nothing here', 1],
  ['`a', '"`" means nothing here', 0],
  ['a["b"]', '"[" means nothing here', 1],
  ['', 'it ends where a value is expected', 0],
])('%j is not an expression', (text, problem, at) => {
  const parsed = parseExpression(text);
  expect('problem' in parsed && parsed).toMatchObject({ problem: expect.stringContaining(problem) as string, at });
});

test('words that are operators elsewhere may still be names of parameters', () => {
  const parsed = parseExpression('not < 3 && in + or > and / not and not (not > 4)');
  expect('expression' in parsed && labelsIn(parsed.expression)).toEqual(['not', 'in', 'or', 'and', 'not', 'not']);
});

test('comparisons: the same grammar over words', () => {
  const forms = (text: string): unknown => JSON.parse(JSON.stringify(parseComparisons(text), without));
  const without = (key: string, value: unknown): unknown => (key === 'at' || key === 'end' ? undefined : value);
  const call = (operator: string, ...operands: unknown[]): unknown => ({ kind: 'call', operator, operands });
  const name = (text: string): unknown => ({ kind: 'name', name: text });
  const [date, optimizer] = [call('>=', name('date'), name('2024-01-31')), call('==', name('opt'), name('adam-w'))];
  const expression = call('&&', date, call('!', optimizer), call('in', name('a b'), name('+1'), name('R&D')));
  const written = 'date >= 2024-01-31 and not opt = adam-w && x in (+1, R&D)';
  expect(forms(written)).toEqual({ expression: JSON.parse(JSON.stringify(expression).replace('a b', 'x')) as unknown });
  expect(forms('"a b" ~ "1"')).toEqual({
    expression: call('~', { kind: 'value', value: 'a b' }, { kind: 'value', value: '1' }),
  });
});

test('names and statements', () => {
  const parsed = parseExpression('max(a, b) * opt.name <= 3');
  if ('problem' in parsed) throw new Error();
  expect(labelsIn(parsed.expression)).toEqual(['a', 'b', 'opt.name']);
  expect(isStatement(parsed.expression)).toBe(true);
  const among = parseExpression('a in (1, 2)');
  expect('expression' in among && isStatement(among.expression)).toBe(true);
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
    'not',
    'in',
    'or',
    '=',
    '~',
    ' ',
    '.',
    '\u0000',
    'ü',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
      const text = parts.join('');
      const parsed = parseExpression(text);
      for (const read of [parsed, parseComparisons(text)])
        if ('problem' in read) expect(read.at >= 0 && read.at <= text.length).toBe(true);
      if ('expression' in parsed) expect(() => evaluateExpression(parsed.expression, () => 1)).not.toThrow();
    }),
  );
  for (const text of ['('.repeat(900), '!'.repeat(900), '-'.repeat(900) + '1', `1${'+1'.repeat(600)}`])
    expect('problem' in parseExpression(text)).toBe(true);
});
