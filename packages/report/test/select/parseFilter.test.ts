import * as fc from 'fast-check';

import { parseFilter, type Row } from '../../src/index.js';

const names = ['stepSize', 'optimizer.name', 'outcome', 'loss', 'a b', '__proto__'];
const row: Row = (name) =>
  new Map<string, string | number | boolean>([
    ['stepSize', 0.1],
    ['optimizer.name', 'sgd'],
    ['outcome', 'completed'],
    ['loss', 0.25],
    ['a b', true],
  ]).get(name);

const passes = (text: string): boolean | string => {
  const parsed = parseFilter(text, { names, ambiguous: new Map() });
  return parsed.ok ? parsed.filter(row) : `${parsed.column}: ${parsed.message}`;
};

test.each([
  ['stepSize = 0.1', true],
  ['stepSize == 1e-1', true],
  ['stepSize != 0.1', false],
  ['stepSize > 0.05 and loss <= 0.25', true],
  ['stepSize > 0.2 or loss < 0.3', true],
  ['stepSize>0.2 or (loss<0.3 and not outcome=completed)', false],
  ['NOT stepSize > 0.2', true],
  ['optimizer.name = sgd', true],
  ['optimizer.name = "sgd"', true],
  ["optimizer.name in (adam, 'sgd')", true],
  ['optimizer.name in (adam)', false],
  ['optimizer.name ~ GD', true],
  ['"a b" = true', true],
  ['stepSize < sgd', false],
  ['stepSize == 0.1 && !(loss > 0.25)', true],
  ['stepSize > 0.2 || loss < 0.3', true],
  ["optimizer.name != 'a\\'b'", true],
  ['optimizer.name in (and, not, sgd)', true],
  ['__proto__ = 1', false],
  ['__proto__ != 1', true],
])('%s: %p', (text, expected) => {
  expect(passes(text)).toBe(expected);
});

test.each([
  ['', '1: it ends where a name is expected'],
  [
    'stepsize = 1',
    '1: "stepsize" is not known; did you mean "stepSize"? Names are stepSize, optimizer.name, outcome, loss, a b, __proto__',
  ],
  ['loss', '5: after "loss" one of = == != < <= > >= ~ or "in (…)" is expected'],
  ['loss <', '7: it ends where a value is expected'],
  ['loss < 1 stepSize > 1', '10: "stepSize" is not expected here; join comparisons with "and" or "or"'],
  ['(loss < 1', '10: ")" is expected at the end'],
  ['loss in 1', '9: "(" is expected, not "1"'],
  ['loss = "abc', '8: the quote is not closed'],
  ['loss ! 1', '6: "!" is not expected here'],
  ['loss < stepSize < 1', '17: a comparison cannot be compared; join comparisons with "and" or "or"'],
  ['loss = not stepSize = 1', '8: a comparison cannot be compared; join comparisons with "and" or "or"'],
  ['!loss < 1', '7: a comparison cannot be compared; join comparisons with "and" or "or"'],
  ['loss in (1, < 2)', '13: a value is expected, not "<"'],
  ['loss < 1 and )', '14: a name is expected, not ")"'],
])('%j is refused: %s', (text, expected) => {
  expect(passes(text)).toBe(expected);
});

test('any text is either a filter or a problem with a place in the text', () => {
  const word = fc.constantFrom(
    'stepSize',
    'loss',
    'and',
    'or',
    'not',
    'in',
    '(',
    ')',
    '=',
    '<',
    ',',
    '1',
    '"x"',
    '"',
    ' ',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(word).map((words) => words.join(' ')),
      ),
      (text) => {
        const parsed = parseFilter(text, { names, ambiguous: new Map() });
        if (parsed.ok) expect(typeof parsed.filter(row)).toBe('boolean');
        else expect(parsed.column).toBeLessThanOrEqual(text.length + 1);
      },
    ),
  );
});

test('endless brackets are a problem, not the end of the stack, and a long filter is fine', () => {
  expect(passes('('.repeat(100_000))).toBe('52: it is nested more than 50 deep');
  expect(passes(`stepSize = 0.1${' or loss > 1 and loss < 2'.repeat(20_000)}`)).toBe(true);
});
