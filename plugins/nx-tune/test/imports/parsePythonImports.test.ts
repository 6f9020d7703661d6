import { parsePythonImports } from '../../src/imports/parsePythonImports.js';

test.each([
  ['import a', ['a']],
  ['import a.b.c as d, e', ['a.b.c', 'e']],
  ['from a import b', ['a']],
  ['from a.b import (\n  c,  # d\n  e as f,\n)', ['a.b']],
  ['from .a import b', ['.a']],
  ['from..a import b', ['..a']],
  ['try: import a\nexcept ImportError: import b', ['a', 'b']],
  ['def f():\n    import a; import b\n', ['a', 'b']],
  ['import a, \\\n  b', ['a', 'b']],
  ['importlib.import_module("a.b")', ['a.b']],
  ["m = __import__('a')", ['a']],
  ['"""\nimport a\n"""\nx = "import b"  # import c\nimport d', ['d']],
  ["x = 'it\\'s'\nimport a", ['a']],
  ['important = 1\nfrom_a = 2', []],
])('%s', (text, specifiers) =>
  expect(
    parsePythonImports(text)
      .imports.flatMap(({ specifier, isGuess }) => (isGuess ? [] : specifier))
      .toSorted(),
  ).toEqual(specifiers),
);

test.each([
  ['from a import b, c as d', ['a.b', 'a.c']],
  ['from . import b', ['.b']],
  ['import a.b.c', ['a', 'a.b']],
  ['from a import *', []],
])('%s: names that may be modules too, besides the packages of the file', (text, guesses) =>
  expect(
    parsePythonImports(text)
      .imports.flatMap(({ specifier, isGuess }) => (isGuess ? specifier : []))
      .filter((name) => !/^\.+$/.test(name))
      .toSorted(),
  ).toEqual(guesses),
);

test('a computed name and a search path are reported with their lines', () => {
  const text = 'import sys\nsys.path.append("..")\n\nimport_module(name)\n__import__(f"{a}")\nimport_module("fine")\n';
  expect(parsePythonImports(text)).toMatchObject({ computedLines: [4, 5], pathLines: [2] });
});
