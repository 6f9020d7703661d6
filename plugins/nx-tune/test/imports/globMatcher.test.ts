import { globBase, globMatcher, restsOfGlob } from '../../src/imports/globMatcher.js';

test.each([
  ['data/*.csv', 'data/a.csv', true],
  ['data/*.csv', 'data/b/a.csv', false],
  ['data/**/*.csv', 'data/a.csv', true],
  ['data/**/*.csv', 'data/b/c/a.csv', true],
  ['data/**', 'data/b/c', true],
  ['data/**', 'other/b', false],
  ['**/*', 'a', true],
  ['{a,b}/*.{x,y}', 'b/1.y', true],
  ['{a,b}/*.{x,y}', 'c/1.y', false],
  ['a,b.txt', 'a,b.txt', true],
  ['[ab]?.txt', 'a1.txt', true],
  ['[!ab].txt', 'a.txt', false],
  ['\\(a\\)\\[1\\]\\{b\\}\\*.txt', '(a)[1]{b}*.txt', true],
  ['a.b', 'axb', false],
  ['**/*.{spec,test}.*', 'src/a.test.csv', true],
  ['**/{*.md,*.{spec,test}.*,__tests__/**/*}', 'README.md', true],
  ['**/{*.md,*.{spec,test}.*,__tests__/**/*}', 'src/a.test.csv', true],
  ['**/{*.md,*.{spec,test}.*,__tests__/**/*}', 'src/__tests__/deep/a', true],
  ['**/{*.md,*.{spec,test}.*,__tests__/**/*}', 'src/a.spec.d/b.txt', false],
  ['{a.json,.rc*,{b,c}.config.*}', 'c.config.ts', true],
  ['{a.json,.rc*,{b,c}.config.*}', 'src/c.config.ts', false],
])('%s, %s: %s', (glob, path, matches) => expect(globMatcher(glob)(path)).toBe(matches));

test.each([
  ['data/*.csv', 'data'],
  ['\\(a\\)/b/**/*', '(a)/b'],
  ['*.csv', ''],
  ['a/{b,c}/d', 'a'],
])('everything that %s matches is in %s', (glob, base) => expect(globBase(glob)).toBe(base));

test.each([
  ['data/**/*.txt', 'data/folder', ['**/*.txt']],
  ['data/**/x/*.txt', 'data/x', ['**/x/*.txt', '*.txt']],
  ['data/**/*.txt', 'data', ['**/*.txt']],
  ['data/*/x/*.txt', 'data/folder', ['x/*.txt']],
  ['data/*.txt', 'data/folder', []],
  ['data/**', 'data/a/b', ['**']],
  ['other/**/*', 'data/folder', []],
  ['{data/a,b}/**/*', 'data/a', ['**/*']],
])('of %s, for files in %s is left: %p', (glob, folder, rests) => expect(restsOfGlob(glob, folder)).toEqual(rests));
