import { parseImports } from '../../src/imports/parseImports.js';

test.each([
  ["import a from 'a';", ['a']],
  ["import 'a';", ['a']],
  ["import { type A } from 'a';", ['a']],
  ["import type { A } from 'a';", []],
  ["import type A from 'a';", []],
  ["export { a } from 'a';", ['a']],
  ["export * from 'a';", ['a']],
  ["export * as b from 'a';", ['a']],
  ["export type { A } from 'a';", []],
  ["import a = require('a');", ['a']],
  ["const a = require('a');", ['a']],
  ['const a = await import(`a`);', ['a']],
  ["function f() { return () => import('a'); }", ['a']],
  ["type A = import('a').A;", []],
  ["// import 'a'\nconst text = \"import 'a'\";", []],
  ["import a from 'a'; const b = require('b'); export * from 'c'; import 'a';", ['a', 'b', 'c']],
])('%s', (text, specifiers) => expect([...parseImports('x.ts', text).specifiers].toSorted()).toEqual(specifiers));

test('a computed name is reported with its line', () => {
  const text = "const name = 'a';\nimport(name);\n\nrequire(name + 'b');\n";
  expect(parseImports('x.ts', text).computedLines).toEqual([2, 4]);
});

test('a resolved name may be a module', () => {
  expect(parseImports('x.ts', "require.resolve('a'); import.meta.resolve('b'); promise.resolve(c);").guesses).toEqual([
    'a',
    'b',
  ]);
});

test('a source that does not parse yields the imports that are found, and does not throw', () => {
  expect(() => parseImports('x.ts', "import a from 'a'; function (")).not.toThrow();
});
