import { parseImports } from '../../src/imports/parseImports.js';

const named = (text: string): string[] =>
  parseImports('x.ts', text)
    .imports.flatMap(({ specifier, isGuess, isTypes }) => (isGuess || isTypes ? [] : specifier))
    .toSorted();

const guesses = (text: string): [string, string][] =>
  parseImports('x.ts', text).imports.flatMap(({ specifier, kind, isGuess }) =>
    isGuess ? [[specifier, kind] as [string, string]] : [],
  );

test.each([
  ["import a from 'a';", ['a']],
  ["import 'a';", ['a']],
  ["import { type A } from 'a';", []],
  ["import { type A, b } from 'a';", ['a']],
  ["import b, { type A } from 'a';", ['a']],
  ["import {} from 'a';", ['a']],
  ["export { type A } from 'a';", []],
  ["export { type A, b } from 'a';", ['a']],
  ["export {} from 'a';", ['a']],
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
])('%s', (text, specifiers) => expect(named(text)).toEqual(specifiers));

test('a computed name is reported with its line', () => {
  const text = "const name = 'a';\nimport(name);\n\nrequire(name + 'b');\n";
  expect(parseImports('x.ts', text).computedLines).toEqual([2, 4]);
});

test('a resolved name may be a module', () => {
  expect(guesses("require.resolve('a'); import.meta.resolve('b'); promise.resolve(c);")).toEqual([
    ['a', 'require'],
    ['b', 'dynamic'],
  ]);
});

test.each([
  ["import { createRequire } from 'node:module';\nconst load = createRequire(import.meta.url);\nload('./a');"],
  ["import { createRequire as make } from 'module';\nconst load = make(import.meta.url);\nload('./a');"],
  ["import module from 'node:module';\nconst load = module.createRequire(__filename);\nload('./a');"],
  ["const { createRequire: make } = require('module');\nmake(import.meta.url)('./a');"],
  ["import { createRequire } from 'node:module';\nconst load = createRequire(import.meta.url);\nload.resolve('./a');"],
])('%s: a require that Node makes', (text) => expect(guesses(text)).toEqual([['./a', 'nodeRequire']]));

test.each(["const load = require;\nload('./a');", "module.require('./a');"])('%s: the own require', (text) =>
  expect(guesses(text)).toEqual([['./a', 'require']]),
);

test.each([
  ["new Worker(new URL('./a.js', import.meta.url));", './a.js'],
  ["fork(new URL('./a.js', import.meta.url));", './a.js'],
  ["new Worker(join(__dirname, 'b c', 'a.js'));", './b%20c/a.js'],
  ["new Worker(path.resolve(import.meta.dirname, './a.js'));", '././a.js'],
])('%s: a file beside the module', (text, path) => expect(guesses(text)).toEqual([[path, 'url']]));

test.each(['new URL(name, import.meta.url);', "new URL('./a.js', base);", "join(dir, 'a.js');", "load('./a');"])(
  '%s: no file that the text names',
  (text) => expect(guesses(text)).toEqual([]),
);

test('a source that does not parse yields the imports that are found, and does not throw', () => {
  expect(() => parseImports('x.ts', "import a from 'a'; function (")).not.toThrow();
});
