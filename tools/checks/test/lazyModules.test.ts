import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

import { lazyText, writeLazyModules } from '../lazyModules.mjs';
import { temporaryFolder } from './temporaryFolder.js';

const start = '"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\n';
const exported = (name: string, from: string): string =>
  `Object.defineProperty(exports, "${name}", { enumerable: true, get: function () { return ${from}.${name}; } });\n`;
const index = `${start}exports.two = exports.one = void 0;
var a_js_1 = require("./a.js");
${exported('one', 'a_js_1')}${exported('two', 'a_js_1')}`;

/** The exports of a compiled module, and the modules that it has loaded. */
function load(text: string): { exports: Record<string, number>; loaded: string[] } {
  const [exports, loaded] = [{}, [] as string[]];
  const require = (name: string): object => (loaded.push(name), { one: 1, two: 2 });
  runInNewContext(text, { exports, require });
  return { exports, loaded };
}

test('an index loads a module when one of its exports is first used, and once', () => {
  expect(load(index).loaded).toEqual(['./a.js']);
  const { exports, loaded } = load(lazyText(index));
  expect(loaded).toEqual([]);
  expect([exports['one'], exports['two'], exports['one']]).toEqual([1, 2, 1]);
  expect(loaded).toEqual(['./a.js']);
});

test('ES modules learn the names of the exports, and what was rewritten is rewritten no more', () => {
  const lazy = lazyText(index);
  const folder = temporaryFolder({
    'index.cjs': lazy,
    'a.js': 'exports.one = 1; exports.two = 2;\n',
    'main.mjs': "import { one, two } from './index.cjs';\nconsole.log(one + two);\n",
  });
  expect(execFileSync(process.execPath, [join(folder, 'main.mjs')], { encoding: 'utf8' })).toBe('3\n');
  expect(lazyText(lazy)).toBe(lazy);
});

test('a variable that is used for more than what it holds stays as it is', () => {
  const exportsAll = `${index}__exportStar(a_js_1, exports);\n`;
  expect(lazyText(exportsAll)).toBe(exportsAll);
  expect(load(lazyText(`${index}exports.three = a_js_1.one + 2;\n`)).exports['three']).toBe(3);
});

test('only the index of packages that calculate is rewritten', () => {
  const folder = temporaryFolder({ 'dist/index.js': index, 'dist/core/index.js': index });
  writeLazyModules([folder]);
  expect(readFileSync(join(folder, 'dist/index.js'), 'utf8')).toBe(lazyText(index));
  expect(readFileSync(join(folder, 'dist/core/index.js'), 'utf8')).toBe(index);
});

test('every module of other packages is, except those that the threads of trials load', () => {
  const files = {
    index,
    'file/parse': index,
    'trial/index': 'require("./id.js");\n',
    'trial/id': index,
    'trial/other': index,
  };
  const names = Object.keys(files);
  const root = temporaryFolder(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`sweep/dist/${name}.js`, text])),
  );
  writeLazyModules([join(root, 'sweep')]);
  const texts = names.map((name) => readFileSync(join(root, `sweep/dist/${name}.js`), 'utf8'));
  expect(names.filter((_, place) => texts[place] === lazyText(index))).toEqual(['index', 'file/parse', 'trial/other']);
});

test('they load what is bundled of a library', () => {
  const root = temporaryFolder({ 'sweep/dist/index.js': 'const zod_1 = require("zod");\nexports.z = zod_1.z;\n' });
  writeLazyModules([join(root, 'sweep')]);
  const text = readFileSync(join(root, 'sweep/dist/index.js'), 'utf8');
  expect(text).toContain('require("@nx-tune/sweep/bundled/zod.js")');
});
