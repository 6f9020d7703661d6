import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { importClosure } from '../../src/imports/importClosure.js';
import { forgetResolutions } from '../../src/imports/resolveImport.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

/** A file that says that it was loaded. A file of JSON cannot: who imports it says so. */
function source(path: string): string {
  const note = `globalThis.loaded.add(${JSON.stringify(path)});\n`;
  if (path.endsWith('.json')) return JSON.stringify({ json: path });
  return /\.(c[jt]s|js)$/.test(path) ? note : `${note}export const value = 1;\n`;
}

/** Files named by their paths, or with their texts, and links. */
interface Layout {
  readonly name: string;
  readonly files: readonly (string | readonly [path: string, text: string])[];
  readonly links?: { readonly [path: string]: string };
  readonly specifiers: readonly string[];
}

const manifest = (name: string, rest: object): string => JSON.stringify({ name, version: '1.0.0', ...rest });
const conditions = { import: './import.mjs', require: './require.cjs' };

const layouts: readonly Layout[] = [
  { name: 'js and ts', files: ['app/k.js', 'app/k.ts'], specifiers: ['./k', './k.js', './k.ts', './k.mjs'] },
  { name: 'ts', files: ['app/k.ts'], specifiers: ['./k', './k.js', './k.ts', './k.jsx'] },
  { name: 'mjs and ts', files: ['app/k.mjs', 'app/k.ts'], specifiers: ['./k', './k.mjs', './k.js'] },
  { name: 'cjs and mts', files: ['app/k.cjs', 'app/k.mts'], specifiers: ['./k', './k.cjs', './k.mjs'] },
  { name: 'mts', files: ['app/k.mts'], specifiers: ['./k', './k.mts', './k.mjs'] },
  { name: 'cts', files: ['app/k.cts'], specifiers: ['./k', './k.cts', './k.cjs'] },
  { name: 'json and ts', files: ['app/k.json', 'app/k.ts'], specifiers: ['./k', './k.json'] },
  { name: 'json', files: ['app/k.json'], specifiers: ['./k', './k.json'] },
  {
    name: 'file and folder',
    files: ['app/k.ts', 'app/k/index.js'],
    specifiers: ['./k', './k/', './k/index', './k/index.js'],
  },
  { name: 'index', files: ['app/k/index.ts', 'app/k/index.js'], specifiers: ['./k', './k/'] },
  {
    name: 'main and index',
    files: [['app/k/package.json', '{"main":"m.js"}'], 'app/k/m.js', 'app/k/index.ts'],
    specifiers: ['./k', './k/'],
  },
  { name: 'main', files: [['app/k/package.json', '{"main":"m"}'], 'app/k/m.js'], specifiers: ['./k'] },
  { name: 'doubled extension', files: ['app/k.js.ts', 'app/k.ts'], specifiers: ['./k.js', './k'] },
  { name: 'above', files: ['index.ts', 'app/index.ts'], specifiers: ['.', '..', './', '../'] },
  {
    name: 'odd names',
    files: ['app/a b/(k) [1].ts', 'app/k%20.ts', "app/ü'.ts"],
    specifiers: ['./a b/(k) [1]', './a%20b/(k) [1].ts', './k%20', "./ü'.ts"],
  },
  {
    name: 'conditions',
    files: [['libs/p/package.json', manifest('p', { exports: conditions })], 'libs/p/import.mjs', 'libs/p/require.cjs'],
    links: { 'node_modules/p': 'libs/p' },
    specifiers: ['p'],
  },
  {
    name: 'one condition, and those of Node',
    files: [
      [
        'libs/p/package.json',
        manifest('p', {
          exports: {
            '.': { require: './require.cjs' },
            './i': { import: './import.mjs' },
            './n': { browser: './b.js', node: { import: './import.mjs', default: './require.cjs' } },
            './*': './src/*.ts',
          },
        }),
      ],
      'libs/p/import.mjs',
      'libs/p/require.cjs',
      'libs/p/b.js',
      'libs/p/src/s.ts',
    ],
    links: { 'node_modules/p': 'libs/p' },
    specifiers: ['p', 'p/i', 'p/n', 'p/s', 'p/absent'],
  },
  {
    name: 'sync modules',
    files: [
      ['libs/p/package.json', manifest('p', { exports: { 'module-sync': './sync.mjs', default: './default.cjs' } })],
      'libs/p/sync.mjs',
      'libs/p/default.cjs',
    ],
    links: { 'node_modules/p': 'libs/p' },
    specifiers: ['p'],
  },
  {
    name: 'main of a package',
    files: [
      ['libs/p/package.json', manifest('p', { main: 'lib/m', module: 'lib/esm.mjs' })],
      'libs/p/lib/m.js',
      'libs/p/lib/m.ts',
      'libs/p/lib/esm.mjs',
      'libs/p/deep.ts',
      'libs/p/sub/index.js',
    ],
    links: { 'node_modules/p': 'libs/p' },
    specifiers: ['p', 'p/deep', 'p/deep.js', 'p/sub', 'p/sub/index.js'],
  },
  {
    name: 'TypeScript as the main file of a package',
    files: [
      ['libs/p/package.json', manifest('@s/p', { main: './src/index.ts' })],
      ['libs/p/src/index.ts', `${source('libs/p/src/index.ts')}export * from './inner';\n`],
      'libs/p/src/inner.ts',
      'libs/p/src/inner.js',
    ],
    links: { 'node_modules/@s/p': 'libs/p' },
    specifiers: ['@s/p', '@s/p/src/inner'],
  },
  {
    name: 'imports of the package, and itself',
    files: [
      [
        'app/package.json',
        manifest('self', {
          exports: { '.': './own.ts', './c': conditions },
          imports: { '#x': './x.ts', '#c': conditions, '#d/*': './d/*.ts' },
        }),
      ],
      'app/own.ts',
      'app/import.mjs',
      'app/require.cjs',
      'app/x.ts',
      'app/d/e.ts',
    ],
    specifiers: ['#x', '#c', '#d/e', 'self', 'self/c'],
  },
  {
    name: 'aliases',
    files: [
      [
        'app/tsconfig.json',
        JSON.stringify({
          compilerOptions: {
            paths: {
              '@a/*': ['./none/*', './a/*'],
              exact: ['./exact'],
              p: ['../libs/p/src/index.ts'],
              '@l': ['../libs/linked.ts'],
            },
          },
        }),
      ],
      'app/a/k.ts',
      'app/a/k.js',
      'app/a/f/index.ts',
      'app/exact.ts',
      'libs/p/src/index.ts',
      'libs/p/dist/index.js',
      'libs/real/target.ts',
      ['libs/p/package.json', manifest('p', { main: 'dist/index.js' })],
    ],
    links: { 'node_modules/p': 'libs/p', 'libs/linked.ts': 'libs/real/target.ts' },
    specifiers: ['@a/k', '@a/k.js', '@a/k.ts', '@a/f', 'exact', '@a/absent', '@l'],
  },
  {
    name: 'aliases of the tsconfig that is extended, and its base',
    files: [
      ['tsconfig.base.json', JSON.stringify({ compilerOptions: { baseUrl: '.', paths: { '@b': ['libs/b.ts'] } } })],
      [
        'app/tsconfig.json',
        JSON.stringify({ extends: '../tsconfig.base.json', references: [{ path: './tsconfig.app.json' }] }),
      ],
      ['app/tsconfig.app.json', JSON.stringify({ compilerOptions: { paths: { '@r': ['./r.ts'] } } })],
      'libs/b.ts',
      'libs/from-base.ts',
      'app/r.ts',
    ],
    specifiers: ['@b', 'libs/from-base', '@r'],
  },
  {
    name: 'links',
    files: [
      'libs/real/k.ts',
      'libs/real/beside.ts',
      ['libs/real/chain.ts', `${source('libs/real/chain.ts')}import './beside';\n`],
      'app/beside.ts',
    ],
    links: { 'app/file.ts': 'libs/real/k.ts', 'app/folder': 'libs/real', 'app/chain.ts': 'libs/real/chain.ts' },
    specifiers: ['./file', './file.js', './folder/k', './chain'],
  },
];

/** Ways of importing, each in a file of its own kind. */
const entries: readonly {
  readonly file: string;
  readonly text: (specifier: string) => string;
  /** For paths it does not differ from another. */
  readonly onlyPackages?: true;
}[] = [
  {
    file: 'import.ts',
    text: (name) =>
      `import * as m from ${name};\nglobalThis.loaded.add(m.json ?? m.default?.json);\nexport default () => 0;\n`,
  },
  {
    file: 'dynamic.ts',
    onlyPackages: true,
    text: (name) =>
      `const m: any = await import(${name});\nglobalThis.loaded.add(m.json ?? m.default?.json);\nexport default () => 0;\n`,
  },
  {
    file: 'require.ts',
    text: (name) => `const m = require(${name});\nglobalThis.loaded.add(m.json);\nexport default () => 0;\n`,
  },
  {
    file: 'import.mjs',
    text: (name) =>
      `import * as m from ${name};\nglobalThis.loaded.add(m.json ?? m.default?.json);\nexport default () => 0;\n`,
  },
  {
    file: 'create.ts',
    text: (name) =>
      `import { createRequire } from 'node:module';\nconst load = createRequire(import.meta.url);\nconst m = load(${name});\nglobalThis.loaded.add(m.json);\nexport default () => 0;\n`,
  },
  {
    file: 'require.cjs',
    text: (name) => `const m = require(${name});\nglobalThis.loaded.add(m.json);\nmodule.exports = () => 0;\n`,
  },
  {
    file: 'import.js',
    onlyPackages: true,
    text: (name) =>
      `import * as m from ${name};\nglobalThis.loaded.add(m.json ?? m.default?.json);\nexport default () => 0;\n`,
  },
  { file: 'sync.ts', text: () => `const m = require('./inner-sync.ts');\nexport default () => 0;\n` },
];

interface Case {
  readonly name: string;
  readonly root: string;
  readonly entry: string;
}

function createCase(layout: Layout, specifier: string, { file, text }: (typeof entries)[number]): Case {
  const quoted = JSON.stringify(specifier);
  const files = layout.files.map((one) => (typeof one === 'string' ? [one, source(one)] : [...one]));
  const sync =
    file === 'sync.ts'
      ? [['app/inner-sync.ts', `import * as m from ${quoted};\nglobalThis.loaded.add(m.json ?? m.default?.json);\n`]]
      : [];
  const root = temporaryWorkspace({
    ...(Object.fromEntries([...files, ...sync]) as Record<string, string>),
    [`app/${file}`]: text(quoted),
  });
  for (const [link, target] of Object.entries(layout.links ?? {})) {
    mkdirSync(dirname(join(root, link)), { recursive: true });
    symlinkSync(relative(dirname(join(root, link)), join(root, target)), join(root, link));
  }
  return { name: `${layout.name}: ${specifier} in ${file}`, root, entry: file };
}

const cases = layouts.flatMap((layout) =>
  layout.specifiers.flatMap((specifier) =>
    entries
      .filter(({ onlyPackages }) => onlyPackages !== true || !specifier.startsWith('.'))
      .map((entry) => createCase(layout, specifier, entry)),
  ),
);

interface Loaded {
  readonly files: readonly (string | null)[];
  readonly error?: string;
}

const loaded = JSON.parse(
  execFileSync(
    process.execPath,
    [join(__dirname, 'loadAll.cjs'), JSON.stringify(cases.map(({ root, entry }) => [join(root, 'app'), entry]))],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
      env: { ...process.env, JITI_FS_CACHE: 'false' },
    },
  ),
) as Loaded[];

function followed({ root, entry }: Case): string[] {
  forgetResolutions();
  const { files } = importClosure(root, [join(root, 'app', entry)], 'jiti');
  const own = new Set([`app/${entry}`, 'app/inner-sync.ts']);
  return [...new Set([...files.keys()].map((file) => relative(root, realpathSync(file))))]
    .filter((file) => !own.has(file))
    .toSorted();
}

/** Node takes one, and jiti the other if Node fails at something else, which only a run can show: both count. */
const either: readonly RegExp[] = [
  /^json and ts: \.\/k in require\.cjs$/,
  /^file and folder: \.\/k in require\.cjs$/,
  /^main and index: \.\/k\/? in require\.cjs$/,
  /^sync modules: p in .*\.c?m?js$/,
];

test('jiti loads what is followed, file by file', () => {
  const wrong = cases.flatMap((one, index) => {
    const { files, error } = loaded[index] ?? { files: [] };
    const said = files.flatMap((file) => file ?? []).toSorted();
    const found = followed(one);
    const mayBeMore = error !== undefined || either.some((name) => name.test(one.name));
    const isRight = mayBeMore ? said.every((file) => found.includes(file)) : String(found) === String(said);
    return isRight ? [] : [{ case: one.name, loaded: said, followed: found, error }];
  });
  expect(wrong).toEqual([]);
});

test('most layouts load', () =>
  expect(loaded.filter(({ error }) => error === undefined).length).toBeGreaterThan(cases.length * 0.85));
