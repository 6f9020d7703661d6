import { breachesOf } from './lint.js';

const ours = [
  'nx-tune',
  '@nx-tune/search',
  '@nx-tune/sweep',
  '@nx-tune/runner',
  '@nx-tune/report',
  '@nx-tune/exchange',
];
const below = ['@nx-tune/search', '@nx-tune/sweep'];
const readers = ['yaml', '@babel/parser', 'zod'];
const nx = ['nx', 'nx/src/project-graph', '@nx/devkit', '@nx/devkit/testing'];
const builtins = ['node:fs', 'node:fs/promises', 'node:crypto'];
const libraries = ['piscina', 'seedrandom', 'seedrandom/lib/alea'];
const near = ['./near.js', '../cli/program.js'];
const everything = [...ours, ...nx, ...builtins, ...libraries, ...readers, ...near];

/** The modules among `everything` that a file may import. */
const layers: Readonly<Record<string, readonly string[]>> = {
  'packages/search/src/pure.ts': near,
  'packages/search/src/core/digest.ts': ['node:crypto', ...near],
  'packages/search/src/core/stream.ts': ['seedrandom', 'seedrandom/lib/alea', ...near],
  'packages/sweep/src/deep/pure.ts': ['@nx-tune/search', ...readers, ...near],
  'packages/report/src/deep/pure.ts': [...below, ...readers, ...near],
  'packages/exchange/src/deep/pure.ts': [...below, '@nx-tune/report', ...readers, ...near],
  'packages/runner/src/edge.ts': [...below, ...builtins, ...readers, ...near],
  'packages/runner/src/evaluate/thread/pool.ts': [...below, ...builtins, 'piscina', ...readers, ...near],
  'packages/search/test/any.test.ts': [...ours, ...builtins, ...libraries, ...readers, ...near],
  'plugins/nx-tune/src/edge.ts': [...ours, ...nx, ...builtins, ...readers, ...near],
  'plugins/nx-tune/src/study/disk.ts': [...ours, ...builtins, ...readers, './near.js'],
  'workspace-example/digits/src/objective.ts': [...ours, ...builtins, ...libraries, ...readers, ...near],
  'tools/bench/run.mjs': [...ours, ...builtins, ...libraries, ...readers, ...near],
};

test('a layer imports what lies below it, and nothing else', () => {
  const line = (name: string): string => `import '${name}';`;
  const files = Object.fromEntries(Object.keys(layers).map((file) => [file, everything.map(line)]));
  const expected = Object.entries(layers).flatMap(([file, allowed]) =>
    everything.filter((name) => !allowed.includes(name)).map((name) => `${file}: ${line(name)}`),
  );
  expect(breachesOf(['no-restricted-imports'], files)).toEqual(expected.toSorted());
});

test('no form of import gets round a layer', () => {
  const lines = [
    "import type { Stats } from 'node:fs';",
    "import * as fs from 'fs';",
    "export * from 'node:path';",
    "export const later = import('node:os');",
    "import http = require('node:http');",
    "export const now = require('node:net');",
  ];
  const rules = ['no-restricted-imports', 'no-require-imports', 'prefer-node-protocol'];
  const breaches = breachesOf(rules, { 'packages/search/src/pure.ts': lines });
  expect(new Set(breaches)).toEqual(new Set(lines.map((line) => `packages/search/src/pure.ts: ${line}`)));
});

test('the pure packages have no clock, process, locale or ambient randomness; the runner may', () => {
  const lines = [
    'export const a = Date.now();',
    'export const b = new Date();',
    'export const c = Math.random();',
    'export const { random } = Math;',
    'export const d = process.env;',
    'export const e = performance.now();',
    'export const f = globalThis.process;',
    'export const g = crypto.randomUUID();',
    'setTimeout(() => {}, 1);',
    "export const h = 'a'.localeCompare('b');",
  ];
  const rules = ['no-restricted-globals', 'no-restricted-properties'];
  const pure = ['search', 'sweep', 'report', 'exchange'].map((name) => `packages/${name}/src/pure.ts`);
  const files = Object.fromEntries([...pure, 'packages/runner/src/edge.ts'].map((file) => [file, lines]));
  const expected = pure.flatMap((file) => lines.map((line) => `${file}: ${line}`));
  expect(breachesOf(rules, files)).toEqual(expected.toSorted());
});
