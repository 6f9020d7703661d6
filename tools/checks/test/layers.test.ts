import { breachesOf } from './lint.js';

const ours = ['nx-tune', '@nx-tune/search', '@nx-tune/runner', '@nx-tune/report'];
const nx = ['nx', 'nx/src/project-graph', '@nx/devkit', '@nx/devkit/testing'];
const builtins = ['node:fs', 'node:fs/promises', 'node:crypto'];
const libraries = ['piscina', 'seedrandom', 'seedrandom/lib/alea'];
const everything = [...ours, ...nx, ...builtins, ...libraries, 'zod', './near.js'];

/** Of `everything`, what a file may import. */
const layers: Readonly<Record<string, readonly string[]>> = {
  'packages/search/src/pure.ts': ['zod', './near.js'],
  'packages/search/src/trial/digest.ts': ['node:crypto', 'zod', './near.js'],
  'packages/search/src/random/stream.ts': ['seedrandom', 'seedrandom/lib/alea', 'zod', './near.js'],
  'packages/report/src/deep/pure.ts': ['@nx-tune/search', 'zod', './near.js'],
  'packages/runner/src/edge.ts': ['@nx-tune/search', ...builtins, 'zod', './near.js'],
  'packages/runner/src/pool.ts': ['@nx-tune/search', ...builtins, 'piscina', 'zod', './near.js'],
  'packages/search/test/any.test.ts': [...ours, ...builtins, ...libraries, 'zod', './near.js'],
  'plugins/nx-tune/src/edge.ts': [...ours, ...nx, ...builtins, 'zod', './near.js'],
  'workspace-example/digits/src/objective.ts': [...ours, ...builtins, ...libraries, 'zod', './near.js'],
  'tools/bench/run.mjs': [...ours, ...builtins, ...libraries, 'zod', './near.js'],
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

test('search and report have no clock, process, locale or ambient randomness; the runner may', () => {
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
  const pure = ['packages/search/src/pure.ts', 'packages/report/src/pure.ts'];
  const files = Object.fromEntries([...pure, 'packages/runner/src/edge.ts'].map((file) => [file, lines]));
  const expected = pure.flatMap((file) => lines.map((line) => `${file}: ${line}`));
  expect(breachesOf(rules, files)).toEqual(expected.toSorted());
});
