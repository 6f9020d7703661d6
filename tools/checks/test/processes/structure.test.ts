import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { duplicateNames } from '../../duplicateNames.mjs';
import { temporaryFolder } from '../temporaryFolder.js';

const script = join(__dirname, '../../structure.mjs');

function structureOf(files: Readonly<Record<string, string>>): {
  readonly status: number | null;
  readonly output: string;
} {
  const { status, stdout } = spawnSync(process.execPath, [script], { cwd: temporaryFolder(files), encoding: 'utf8' });
  return { status, output: stdout };
}

const duplicatesIn = (files: Readonly<Record<string, string>>): readonly string[] =>
  duplicateNames(Object.entries(files).map(([path, text]) => ({ path, text })));

const sound = {
  'packages/one/src/a.ts': "import type { B } from './b.js';\nexport type A = B;\n",
  'packages/one/src/b.ts': 'export type B = 1;\n',
  'packages/one/test/a.test.ts': 'export type A = 2;\n',
};

test('imports that lead one way, and names that mean one thing, pass', () => {
  expect(structureOf(sound).status).toBe(0);
});

/** The first file of a cycle, whose second imports its type `A`. */
const cycles: Readonly<Record<string, string>> = {
  value: "import { b } from './b.js';\nexport const a = b;\nexport type A = 1;\n",
  type: "import type { B } from './b.js';\nexport type A = B;\n",
  inlineType: "import { type B } from './b.js';\nexport type A = B;\n",
  reexport: "export type { B } from './b.js';\nexport type A = 1;\n",
};

test('cycles are named by their files and arrows, be they of values or of types, in packages or in tools', () => {
  const pairs = Object.entries(cycles).flatMap(([folder, text]) => [
    [`plugins/${folder}/src/a.ts`, text],
    [`plugins/${folder}/src/b.ts`, "import type { A } from './a.js';\nexport type B = A;\nexport const b = 1;\n"],
  ]);
  const { status, output } = structureOf({
    ...(Object.fromEntries(pairs) as Record<string, string>),
    'tools/one/c.mjs': "import './d.mjs';\n",
    'tools/one/d.mjs': "import './e.mjs';\n",
    'tools/one/e.mjs': "import './c.mjs';\n",
  });
  for (const folder of Object.keys(cycles))
    expect(output).toMatch(new RegExp(`plugins/${folder}/src/a\\.ts[^]*imports[^]*plugins/${folder}/src/b\\.ts`));
  expect(output).toMatch(/tools\/one\/d\.mjs\)[^]*imports[^]*tools\/one\/e\.mjs\)/);
  expect(status).toBe(1);
});

test('a name that two files declare and export fails', () => {
  const { status, output } = structureOf({ ...sound, 'plugins/two/src/c.ts': 'export function A(): void {}\n' });
  expect(output).toContain('✗ A is exported by packages/one/src/a.ts and plugins/two/src/c.ts');
  expect(status).toBe(1);
});

test('whatever it means, and however it is exported, a name is compared', () => {
  expect(
    duplicatesIn({
      'a.ts': 'export interface Finding {}\nexport const { x, y: [z, , v], ...rest } = unknown;\nexport class K {}\n',
      'b.ts':
        'type Finding = 1;\nexport type { Finding };\nexport function x(): void {}\nconst inner = 1;\nexport { inner as K };\n',
      'c.ts': 'export enum z {}\nexport namespace v {}\nexport let rest: number;\n',
    }),
  ).toEqual([
    'Finding is exported by a.ts and b.ts',
    'K is exported by a.ts and b.ts',
    'rest is exported by a.ts and c.ts',
    'v is exported by a.ts and c.ts',
    'x is exported by a.ts and b.ts',
    'z is exported by a.ts and c.ts',
  ]);
});

test('anything but a second declaration is not compared', () => {
  expect(
    duplicatesIn({
      'a.ts':
        'export type Both = 1;\nexport const Both = 1;\nexport function f(): void;\nexport function f(a?: 1): void {}\n',
      'index.ts':
        "export { Both } from './a.js';\nexport * from './a.js';\nimport * as f from './a.js';\nexport { f };\n",
      'b.ts': "import a, { type Both, f as g } from './a.js';\nexport { a, type Both, g as f };\nconst inner = 1;\n",
      'c.ts': 'type Both = 1;\nexport default function f(): Both | undefined {}\n',
      'd.ts': 'const inner = 1;\nexport { inner as default };\n',
    }),
  ).toEqual([]);
});

test("a plugin's index may wrap what Nx asks it for, and nothing else", () => {
  const text = 'export const createNodes = 1;\nexport const other = 1;\n';
  expect(duplicatesIn({ 'src/inference/createNodes.ts': text, 'plugins/one/src/index.ts': text })).toEqual([
    'other is exported by plugins/one/src/index.ts and src/inference/createNodes.ts',
  ]);
});
