import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { codeDigest } from '../../src/imports/codeDigest.js';
import { importClosure, type ImportClosure } from '../../src/imports/importClosure.js';
import { forgetResolutions } from '../../src/imports/resolveImport.js';
import { workspacePaths } from '../../src/imports/workspacePaths.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

const files = {
  'app/objective.ts':
    "import { a } from './a';\nimport lib from '@acme/lib';\nimport deep from 'pkg/deep';\nimport 'node:fs';\nimport fs from 'fs';\nimport data from './data.json';\nimport { alias } from '@alias/x';\n",
  'app/a.ts': "export * from './cycle.js';\nexport const a = 1;\n",
  'app/cycle.ts': "export * from './a.js';\n",
  'app/data.json': '{}',
  'app/tsconfig.json': JSON.stringify({ compilerOptions: { paths: { '@alias/*': ['./aliased/*'] } } }),
  'app/aliased/x.ts': 'export const alias = 1;\n',
  'app/unused.ts': 'export {};\n',
  'lib/package.json': JSON.stringify({ name: '@acme/lib', version: '0.0.0', main: './index.ts' }),
  'lib/index.ts': "export default 1;\nimport './inner.ts';\n",
  'lib/inner.ts': "import 'pkg';\n",
  'node_modules/pkg/package.json': JSON.stringify({ name: 'pkg', version: '1.2.3', main: 'index.js' }),
  'node_modules/pkg/index.js': '',
  'node_modules/pkg/deep.js': '',
  'node_modules/pkg/deep/package.json': JSON.stringify({ type: 'commonjs' }),
  'node_modules/@acme/.keep': '',
};

function workspace(changes: { readonly [path: string]: string } = {}): string {
  const root = temporaryWorkspace({ ...files, ...changes });
  symlinkSync('../../lib', join(root, 'node_modules/@acme/lib'));
  forgetResolutions();
  return root;
}
const closureOf = (root: string): ImportClosure => importClosure(root, [join(root, 'app/objective.ts')], 'jiti');
function digestOf(root: string): string {
  const closure = closureOf(root);
  return codeDigest(closure, workspacePaths(root, closure.edges));
}

test('imports are followed through the project, aliases and workspace libraries, and to npm packages by their version', () => {
  const root = workspace();
  const closure = closureOf(root);
  expect([...closure.files.keys()].map((file) => file.slice(root.length + 1)).toSorted()).toEqual([
    'app/a.ts',
    'app/aliased/x.ts',
    'app/cycle.ts',
    'app/data.json',
    'app/objective.ts',
    'lib/index.ts',
    'lib/inner.ts',
  ]);
  expect([...closure.packages]).toEqual(['pkg@1.2.3']);
  expect(closure.unresolved).toEqual([]);
});

test('the digest does not depend on the path of the workspace', () =>
  expect(digestOf(workspace())).toBe(digestOf(workspace())));

test.each([
  ['app/objective.ts', `${files['app/objective.ts']}// more\n`],
  ['app/cycle.ts', `${files['app/cycle.ts']}// more\n`],
  ['app/data.json', '[]'],
  ['app/aliased/x.ts', 'export const alias = 2;\n'],
  ['lib/inner.ts', "import 'pkg'; // more\n"],
  ['node_modules/pkg/package.json', files['node_modules/pkg/package.json'].replace('1.2.3', '1.2.4')],
])('%s changes it', (file, text) => expect(digestOf(workspace({ [file]: text }))).not.toBe(digestOf(workspace())));

test.each([
  ['app/unused.ts', 'export const more = 1;\n'],
  ['lib/package.json', files['lib/package.json'].replace('0.0.0', '0.0.1')],
])('%s does not', (file, text) => expect(digestOf(workspace({ [file]: text }))).toBe(digestOf(workspace())));

test('adding the file that an unresolved import names changes it', () => {
  const root = workspace({ 'app/a.ts': "import './later';\n" });
  const before = digestOf(root);
  expect(closureOf(root).unresolved).toEqual([{ file: join(root, 'app/a.ts'), specifier: './later' }]);
  writeFileSync(join(root, 'app/later.ts'), '');
  forgetResolutions();
  expect(digestOf(root)).not.toBe(before);
});

test('a missing or binary file is not followed, and does not throw', () => {
  const root = workspace({ 'app/a.ts': '\u0000\u0001 import' });
  expect(() => importClosure(root, [join(root, 'app/objective.ts'), join(root, 'none.ts')], 'jiti')).not.toThrow();
});

const aliases = (a: string, b: string): string =>
  JSON.stringify({ compilerOptions: { paths: { '@alias/*': ['./aliased/*'], '@a': [a], '@b': [b] } } });
const swapped = { 'app/a.ts': "import '@a';\nimport '@b';\n", 'app/one.ts': '', 'app/two.ts': '' };

test("two names that mean the other one's file change it", () =>
  expect(digestOf(workspace({ ...swapped, 'app/tsconfig.json': aliases('./one.ts', './two.ts') }))).not.toBe(
    digestOf(workspace({ ...swapped, 'app/tsconfig.json': aliases('./two.ts', './one.ts') })),
  ));

const binary = { 'app/a.ts': "require.resolve('./blob.bin');\n" };

test('each byte of a binary counts', () => {
  const [one, other] = [0xfe, 0xff].map((byte) => {
    const root = workspace({ ...binary, 'app/blob.bin': '' });
    writeFileSync(join(root, 'app/blob.bin'), Buffer.from([byte]));
    return digestOf(root);
  });
  expect(one).not.toBe(other);
});

test('a package that is linked from elsewhere has the same name on every machine, and counts by content', () => {
  const linked = (text: string): string => {
    const elsewhere = temporaryWorkspace({
      'package.json': JSON.stringify({ name: 'elsewhere', version: '1.0.0', main: 'index.js' }),
      'index.js': "require('./inner.js');\n",
      'inner.js': text,
      'unused.js': text,
    });
    const root = workspace({ 'app/a.ts': "import 'elsewhere';\n" });
    symlinkSync(elsewhere, join(root, 'node_modules/elsewhere'));
    forgetResolutions();
    return digestOf(root);
  };
  expect(linked('1')).toBe(linked('1'));
  expect(linked('1')).not.toBe(linked('2'));
});

test('the type of a package, which decides how its JavaScript is loaded, changes it', () => {
  const type = (name: string): string =>
    digestOf(
      workspace({
        'app/a.ts': "import './m.js';\n",
        'app/m.js': '',
        'app/package.json': JSON.stringify({ type: name }),
      }),
    );
  expect(type('module')).not.toBe(type('commonjs'));
});

test('a program of a command may load either of two files: both count', () => {
  const root = workspace({ 'app/run.mjs': "import './k.js';\n", 'app/k.js': '', 'app/k.ts': '' });
  const { files: found } = importClosure(root, [join(root, 'app/run.mjs')], 'any');
  expect([...found.keys()].map((file) => file.slice(root.length + 1)).toSorted()).toEqual([
    'app/k.js',
    'app/k.ts',
    'app/run.mjs',
  ]);
});
