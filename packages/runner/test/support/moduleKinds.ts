/** One objective of each kind, whose metric is 42 if everything in it works. */
export interface ModuleKind {
  readonly kind: string;
  readonly path: string;
  readonly files: { readonly [path: string]: string };
  /** Symbolic links to folders of the project, as a package manager makes them for workspace libraries. */
  readonly links?: { readonly [path: string]: string };
}

const one = (kind: string, path: string, text: string): ModuleKind => ({ kind, path, files: { [path]: text } });

export const moduleKinds: readonly ModuleKind[] = [
  {
    kind: 'TypeScript as an ES module',
    path: 'kinds/esm/objective.ts',
    files: {
      'kinds/esm/objective.ts': `import { answer } from './answer.js'; enum Kind { A = 1 } export default () => answer + Kind.A;`,
      'kinds/esm/answer.ts': 'export const answer: number = 41;',
    },
  },
  {
    kind: 'TypeScript with imports of types alone',
    path: 'kinds/types/objective.ts',
    files: {
      'kinds/types/objective.ts': `import type { Absent } from 'no-such-package'; import { type Answer, answer } from './answer';
        export default (params: Absent): Answer => answer;`,
      'kinds/types/answer.ts': 'export type Answer = number; export const answer: Answer = 42;',
    },
  },
  {
    kind: 'an alias of paths in tsconfig.json',
    path: 'kinds/alias/src/objective.ts',
    files: {
      'kinds/alias/tsconfig.json': `{ "compilerOptions": { "paths": { "@lib/*": ["./lib/*"] } } }`,
      'kinds/alias/src/objective.ts': `import { answer } from '@lib/answer'; export default () => answer;`,
      'kinds/alias/lib/answer.ts': 'export const answer = 42;',
    },
  },
  {
    kind: 'a sibling library of the workspace, in TypeScript',
    path: 'kinds/sibling/app/objective.ts',
    files: {
      'kinds/sibling/app/objective.ts': `import { answer } from '@workspace/lib'; export default () => answer;`,
      'kinds/sibling/lib/package.json': `{ "name": "@workspace/lib", "type": "module", "exports": "./src/index.ts" }`,
      'kinds/sibling/lib/src/index.ts': `export { answer } from './answer.js';`,
      'kinds/sibling/lib/src/answer.ts': 'export const answer: number = 42;',
    },
    links: { 'kinds/sibling/node_modules/@workspace/lib': 'kinds/sibling/lib' },
  },
  one('JavaScript as CommonJS', 'kinds/commonjs.js', 'module.exports = () => 42;'),
  one('JavaScript as CommonJS with exports.default', 'kinds/default.js', 'exports.default = () => 42;'),
  one(
    'JavaScript as compiled ES module',
    'kinds/compiled.js',
    `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = () => 42; exports.other = 1;`,
  ),
  one('.mjs', 'kinds/module.mjs', `import { sep } from 'node:path'; export default () => 41 + sep.length;`),
  one('.cjs', 'kinds/module.cjs', `const { sep } = require('node:path'); module.exports = () => 41 + sep.length;`),
  one(
    '.mts with top-level await',
    'kinds/await.mts',
    `const answer: number = await new Promise((resolve) => setImmediate(resolve, 42)); export default () => answer;`,
  ),
  one('an async function', 'kinds/async.ts', 'export default async (): Promise<number> => Promise.resolve(42);'),
];
