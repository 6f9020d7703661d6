import { digest } from '@nx-tune/search/core';

import { readText } from '../study/readText.js';
import { type ModuleImports, parseImports } from './parseImports.js';
import { parsePythonImports } from './parsePythonImports.js';
import { type ResolvedImport, resolveImport } from './resolveImport.js';
import { resolvePythonImport } from './resolvePythonImport.js';

/** An import that was followed. */
export interface ImportEdge {
  readonly from: string;
  readonly to: Exclude<ResolvedImport, { kind: 'builtin' | 'unresolved' }>;
}

/** Everything that modules reach through imports: files of the workspace transitively, npm packages by their version. */
export interface ImportClosure {
  /** Digests of the files' contents, by absolute path. */
  readonly files: ReadonlyMap<string, string>;
  /** `name@version` of each npm package that a file of the closure imports. */
  readonly packages: ReadonlySet<string>;
  /** Imports that cannot be resolved: `specifier` in `file`. */
  readonly unresolved: readonly { readonly file: string; readonly specifier: string }[];
  /** Imports with a computed name, which is known only at run time. */
  readonly computed: readonly { readonly file: string; readonly line: number }[];
  /** Lines of Python that may change where modules are found: those that use `sys.path`. */
  readonly searchPaths: readonly { readonly file: string; readonly line: number }[];
  readonly edges: readonly ImportEdge[];
}

/** Follows the imports of the entry files. A file that cannot be read is listed with an empty digest. */
export function importClosure(entries: readonly string[]): ImportClosure {
  const files = new Map<string, string>();
  const packages = new Set<string>();
  const unresolved: { file: string; specifier: string }[] = [];
  const computed: { file: string; line: number }[] = [];
  const searchPaths: { file: string; line: number }[] = [];
  const edges: ImportEdge[] = [];
  const queue = [...entries];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (files.has(file)) continue;
    const { contentDigest, imports } = readModule(file);
    files.set(file, contentDigest);
    computed.push(...imports.computedLines.map((line) => ({ file: file as string, line })));
    searchPaths.push(...(imports.pathLines ?? []).map((line) => ({ file: file as string, line })));
    for (const { specifier, guess } of requestedModules(imports)) {
      const to = isPython(file) ? resolvePythonImport(file, specifier) : resolveImport(file, specifier);
      if (to.kind === 'unresolved' && !guess) unresolved.push({ file, specifier });
      if (to.kind === 'builtin' || to.kind === 'unresolved') continue;
      edges.push({ from: file, to });
      if (to.kind === 'file') queue.push(to.path);
      else packages.add(`${to.name}@${to.version}`);
    }
  }
  return { files, packages, unresolved, computed, searchPaths, edges };
}

function requestedModules({ specifiers, guesses }: ModuleImports): { specifier: string; guess: boolean }[] {
  return [
    ...specifiers.map((specifier) => ({ specifier, guess: false })),
    ...guesses.map((specifier) => ({ specifier, guess: true })),
  ];
}

interface ParsedModule {
  readonly contentDigest: string;
  readonly imports: ModuleImports;
}

const noImports: ModuleImports = { specifiers: [], guesses: [], computedLines: [] };
const isCode = /\.([cm]?[jt]sx?|py)$/;
const isPython = (file: string): boolean => file.endsWith('.py');
/** Parsing is the expensive part, and the same content has the same imports. */
const parsedImports = new Map<string, ModuleImports>();

function readModule(file: string): ParsedModule {
  const text = readText(file);
  if (text === undefined) return { contentDigest: '', imports: noImports };
  const contentDigest = digest(text, 52);
  if (!isCode.test(file)) return { contentDigest, imports: noImports };
  const key = `${file}\n${contentDigest}`;
  const imports = parsedImports.get(key) ?? (isPython(file) ? parsePythonImports(text) : parseImports(file, text));
  parsedImports.set(key, imports);
  return { contentDigest, imports };
}
