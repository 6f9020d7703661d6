import * as fc from 'fast-check';

import { parseTypescript } from '../../../src/file/typescript/parseTypescript.js';
import { formatProblem, parseSweep } from '../../../src/index.js';

const value = (text: string): unknown => {
  const { value: found, errors } = parseTypescript(text);
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return found;
};

const messages = (text: string): string[] => {
  const result = parseSweep('tune', 'a/tune.config.ts', text);
  return result.ok ? [] : result.problems.map(formatProblem);
};

const sweep = (parameters: string, before = ''): string => `import { defineSweep, type Params } from 'nx-tune';
${before}
const sweep = defineSweep({
  objective: './src/objective.ts',
  method: 'grid',
  metric: { name: 'loss', goal: 'minimize' },
  parameters: {
    ${parameters}
  },
});
export type P = Params<typeof sweep>;
export default sweep;
`;

test('a sweep in TypeScript is that of the same YAML', () => {
  const typescript = sweep("rate: { min: 1e-4, max: 1, distribution: 'log_uniform_values' }, a: { values: ['x', 2] }");
  const yaml = `objective: ./src/objective.ts
method: random
metric: { name: loss, goal: minimize }
parameters:
  rate: { min: 0.0001, max: 1, distribution: log_uniform_values }
  a: { values: [x, 2] }
`;
  const parsed = parseSweep('tune', 'tune.config.ts', typescript.replace("'grid'", "'random'"));
  expect(parsed.ok).toBe(true);
  expect(parsed).toEqual(parseSweep('tune', 'tune.yaml', yaml));
});

test.each([
  ['{ a: 1, "b-c": null, 3: true, d: [-1, +2, 0x10, 1_000] }', { a: 1, 'b-c': null, 3: true, d: [-1, 2, 16, 1000] }],
  ['[2 ** 10, 1 / 4, 7 % 4, (1 + 2) * 3 - 4, 10 ** -5]', [1024, 0.25, 3, 5, 0.00001]],
  ['[`a`, "b", \'c\']', ['a', 'b', 'c']],
  ['{ a: 1 } as const', { a: 1 }],
  ['({ a: 1 } satisfies object)', { a: 1 }],
  ['{ ...base, b: 3 }', { a: 1, b: 3 }],
  ['{ b: 3, ...base }', { b: 2, a: 1 }],
  ['[...list, ...list, base]', [1, 2, 1, 2, { a: 1, b: 2 }]],
])('%s is read', (text, expected) => {
  const before = 'const base = { a: 1, b: 2 } as const;\nexport const list = [1, 2];\n';
  expect(value(`${before}export default ${text};`)).toEqual(expected);
});

test('whole numbers that are written as floats are distinguished, as in YAML', () => {
  const { isFloat } = parseTypescript(
    'const one = 1.0;\nexport default [1, 1.0, one, -1.0, 1e3, 0xe, 2 * 1.0, 0.5, 1 / 4, 4 / 2];',
  );
  expect(Array.from({ length: 10 }, (_, index) => isFloat([index]))).toEqual([
    false,
    true,
    true,
    true,
    true,
    false,
    true,
    true,
    true,
    false,
  ]);
});

const allowed =
  'the file is read but never run, so a value must be a literal, a constant of the file, a spread of one, or arithmetic on numbers';
const remedy = 'Write the value itself, or generate a tune.yaml with a script.';

test.each([
  ['{ a: f() }', `:1:21: ${allowed}, but this is a call expression. ${remedy}`],
  ['{ a: () => 1 }', `:1:21: ${allowed}, but this is an arrow function expression. ${remedy}`],
  ['{ get a() { return 1; } }', `:1:18: ${allowed}, but this is an object method. ${remedy}`],
  ['{ [a]: 1 }', `:1:18: ${allowed}, but this is an object property. ${remedy}`],
  ['[process.env.A]', `:1:17: ${allowed}, but this is a member expression. ${remedy}`],
  ['`${1}`', `:1:16: ${allowed}, but this is a template literal. ${remedy}`],
  ['"a" + 1', `:1:16: ${allowed}, but this is a binary expression. ${remedy}`],
  ['1 < 2', `:1:16: ${allowed}, but this is a binary expression. ${remedy}`],
  ['[1n]', `:1:17: ${allowed}, but this is a big int literal. ${remedy}`],
  ['{ a: undefined }', `:1:21: ${allowed}, but undefined is none of them. ${remedy}`],
  ['[x]; let x = 1', `:1:17: ${allowed}, but x is a "let". ${remedy}`],
  ['[x]; import x from "./x"', `:1:17: ${allowed}, but x is imported. ${remedy}`],
  ['defineSweep({})', `:1:16: ${allowed}, but this is a call expression. ${remedy}`],
  ['[x]; const x = [x]', ':1:32: a constant cannot be part of itself, but x is.'],
  ['{ a: 1, a: 2 }', ':1:24: keys of a mapping must be unique, but "a" appears twice.'],
  ['[1, , 2]', ':1:16: a list must not have holes.'],
  ['[...{}]', ':1:17: only a list can be spread into a list.'],
  ['{ ...[] }', ':1:18: only a mapping can be spread into a mapping.'],
  ['{ ...null }', ':1:18: only a mapping can be spread into a mapping.'],
  ['{ a: }', ':1:21: Unexpected token.'],
  ['{ "__proto__": { a: 1 } }', ':1 __proto__: a key must not be called "__proto__". Rename it.'],
  [
    '[1]',
    ':1: a sweep file must be a mapping of keys to values. Start with "objective", "method", "metric" and "parameters".',
  ],
])('%s is a message', (text, expected) => {
  expect(messages(`export default ${text};`)).toEqual([`a/tune.config.ts${expected}`]);
});

test('anything but a sweep file is a message', () => {
  const statement =
    'the file is read but never run, so it may contain only imports, constants, types and "export default", but this statement is something else. Remove it, or generate a tune.yaml with a script.';
  expect(messages('const sweep = {};')).toEqual([
    'a/tune.config.ts:1:1: a sweep file must export its sweep as the default, but it has no default export. End it with "export default defineSweep({ ... });".',
  ]);
  expect(messages('export default {};\nsweep.method = "grid";')).toEqual([`a/tune.config.ts:2:1: ${statement}`]);
  expect(messages('')).toHaveLength(1);
});

test('mistakes are where they are written, also in a constant', () => {
  const text = sweep('rate,\n    b: { values: [] },\n    c: { mn: 1 }', 'const rate = {\n  min: 2,\n  max: 1,\n};');
  expect(messages(text).map((message) => message.split(': ')[0])).toEqual([
    'a/tune.config.ts:12 parameters.b.values',
    'a/tune.config.ts:13 parameters.c.mn',
  ]);
  const valid = text.replace('[]', '[1]').replace('mn: 1', 'value: 1');
  expect(messages(valid)).toEqual([
    'a/tune.config.ts:3 parameters.rate.min: "min" must be below "max", but min is 2 and max is 1. Swap them, or use "value" for a constant.',
  ]);
});

test('a sweep is where its keys are, and what is in it where it is used', () => {
  const text = `const one = { value: 1 };
const sweep = {
  a: one,
  b: [
    one,
  ],
};
export default sweep;
`;
  const { lineOf } = parseTypescript(text);
  expect([[], ['none'], ['a'], ['a', 'value'], ['b', 0], ['b', 0, 'value']].map(lineOf)).toEqual([2, 2, 3, 1, 5, 1]);
});

test.each([
  ['brackets', `export default ${'['.repeat(30_000)}`],
  ['parentheses', `export default ${'('.repeat(30_000)}`],
  ['signs', `export default ${'- '.repeat(30_000)}1`],
  ['powers', `export default 1${'**1'.repeat(20_000)}`],
  ['sums', `export default 1${'+1'.repeat(30_000)}`],
  ['types', `type X = ${'A<'.repeat(30_000)}`],
  ['templates', `export default ${'`${'.repeat(20_000)}`],
  ['lists', `export default ${'['.repeat(200)}${']'.repeat(200)}`],
])('nested %s are told', (_, text) =>
  expect(messages(text)).toEqual([expect.stringContaining('the file is nested too deeply')]),
);

test.each([
  ['lists', Array.from({ length: 40 }, (_, i) => `const a${i + 1} = [...a${i}, ...a${i}];`).join('\n'), 'a40'],
  ['references', Array.from({ length: 40 }, (_, i) => `const a${i + 1} = [a${i}, a${i}];`).join('\n'), 'a40'],
  ['spreads', `const b = [${'...a0,'.repeat(5000)}];`, 'b'],
  ['texts', `const t = '${'x'.repeat(20_000)}'; const b = [${'t,'.repeat(5000)}];`, 'b'],
])('%s that add up are told', (_, text, last) => {
  const first = `const a0 = [${'1,'.repeat(50)}];\n`;
  expect(messages(`${first}${text}\nexport default ${last};`)).toEqual([
    expect.stringContaining('a sweep has at most 100000 values and characters'),
  ]);
});

test('a whole number that would be rounded is refused', () => {
  expect(messages('export default { seed: 9007199254740993 };').join()).toContain(
    'a whole number must be one that a double can hold exactly',
  );
});

test('every JSON is read as it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      fc.pre(!JSON.stringify(json).includes('"__proto__"'));
      expect(value(`export default ${JSON.stringify(json)};`)).toEqual(json);
    }),
  );
});

test('no text makes the parser throw', () => {
  const words = fc.constantFrom(
    'export default ',
    '{',
    '}',
    '[',
    ']',
    '...',
    'a',
    ':',
    ',',
    '1',
    '`',
    '/',
    '"',
    '\n',
    '=>',
    '(',
    ')',
    'const a = ',
    ' as const',
    '<',
    '__proto__',
    'class ',
    '@',
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 20 }), fc.string({ unit: 'binary' }), (parts, tail) => {
      expect(() => messages(`${parts.join('')}${tail}`)).not.toThrow();
    }),
    { numRuns: 300 },
  );
});
