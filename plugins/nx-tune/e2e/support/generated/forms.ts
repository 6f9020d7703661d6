import type { Host } from './draft.js';
import type { Format } from './world.js';

/** A way to load a module. */
export interface Form {
  readonly title: string;
  readonly hosts: readonly Format[];
  readonly loads: 'import' | 'require' | 'nothing';
  /** The kind of content that it loads. */
  readonly content: 'code' | 'json' | 'both';
  /** True for forms of TypeScript. */
  readonly isTypescript?: boolean;
  /** True if Node resolves and loads it, even where jiti runs the host. */
  readonly isNative?: boolean;
  /** The statement; `s` is the specifier as a literal, `n` a free name. */
  readonly write: (s: string, n: string) => string;
}

const inModule = { hosts: ['esm'], loads: 'import', content: 'code' } as const;
const inCommonJs = { hosts: ['cjs'], loads: 'require', content: 'both' } as const;
const byRequire = { hosts: ['esm'], loads: 'require', content: 'both', isNative: true } as const;
const typeOnly = { hosts: ['esm'], loads: 'nothing', content: 'code', isTypescript: true } as const;

const template = (s: string): string => `\`${(JSON.parse(s) as string).replace(/[`$\\]/g, '\\$&')}\``;

const forms: readonly Form[] = [
  { ...inModule, title: 'named import', write: (s, n) => `import { v as ${n} } from ${s}; globalThis.used = ${n};` },
  { ...inModule, title: 'namespace import', write: (s, n) => `import * as ${n} from ${s}; globalThis.used = ${n}.v;` },
  { ...inModule, title: 'side effect import', write: (s) => `import ${s};` },
  { ...inModule, title: 're-export', write: (s, n) => `export { v as ${n} } from ${s};` },
  { ...inModule, title: 're-export as namespace', write: (s, n) => `export * as ${n} from ${s};` },
  { ...inModule, title: 'dynamic import', write: (s) => `later.push(() => import(${s}));` },
  { ...inModule, title: 'import of a template', write: (s) => `later.push(() => import(${template(s)}));` },
  {
    ...inModule,
    title: 'dynamic import in CommonJS',
    hosts: ['cjs'],
    isNative: true,
    write: (s) => `later.push(() => import(${s}));`,
  },
  {
    ...inModule,
    title: 'JSON import',
    content: 'json',
    write: (s, n) => `import ${n} from ${s} with { type: 'json' }; note(${n});`,
  },
  {
    ...byRequire,
    title: 'createRequire',
    write: (s, n) =>
      `import { createRequire as c${n} } from 'node:module'; { const require = c${n}(import.meta.url); note(require(${s})); }`,
  },
  {
    ...byRequire,
    title: 'createRequire under another name',
    write: (s, n) =>
      `import { createRequire as c${n} } from 'node:module'; const ${n} = c${n}(import.meta.url); note(${n}(${s}));`,
  },
  {
    ...byRequire,
    title: 'createRequire called at once',
    write: (s, n) => `import ${n} from 'node:module'; note(${n}.createRequire(import.meta.url)(${s}));`,
  },
  {
    ...inModule,
    title: 'import equals',
    loads: 'require',
    isTypescript: true,
    write: (s, n) => `import ${n} = require(${s}); globalThis.used = ${n}.v;`,
  },
  { ...inCommonJs, title: 'require', write: (s) => `note(require(${s}));` },
  { ...inCommonJs, title: 'require in a function', write: (s) => `later.push(() => note(require(${s})));` },
  { ...inCommonJs, title: 'module.require', isNative: true, write: (s) => `note(module.require(${s}));` },
  { ...inCommonJs, title: 'require under another name', write: (s, n) => `const ${n} = require; note(${n}(${s}));` },
  { ...typeOnly, title: 'type import', write: (s, n) => `import type { T as ${n} } from ${s};` },
  { ...typeOnly, title: 'inline type import', write: (s, n) => `import { type T as ${n} } from ${s};` },
  { ...typeOnly, title: 'inline type re-export', write: (s, n) => `export { type T as ${n} } from ${s};` },
];

/** The forms that a module may use. */
export function formsFor({ subject, path, format }: Host): readonly Form[] {
  const isTypescript = subject.runtime === 'jiti' && /\.[cm]?tsx?$/.test(path);
  return forms.filter((form) => form.hosts.includes(format) && (form.isTypescript !== true || isTypescript));
}

/** True if Node itself resolves what a host loads. */
export const isNative = ({ subject }: Host, form: Form): boolean =>
  subject.runtime === 'node' || form.isNative === true;
