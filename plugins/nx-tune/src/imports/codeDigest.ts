import { relative } from 'node:path';

import { digest } from '@nx-tune/search/core';

import type { ImportClosure } from './importClosure.js';

/** Digests everything that a closure reaches. It is the same in every checkout: paths are relative, and their order is fixed. */
export function codeDigest(closure: ImportClosure, workspaceRoot: string): string {
  const relativePath = (file: string): string => relative(workspaceRoot, file).replaceAll('\\', '/');
  const lines = [
    ...[...closure.files].map(([file, content]) => `file ${inWorkspace(relativePath(file))} ${content}`),
    ...[...closure.packages].map((name) => `package ${name}`),
    ...closure.unresolved.map(({ file, specifier }) => `unresolved ${specifier} in ${inWorkspace(relativePath(file))}`),
  ];
  return lines.length === 0 ? '' : digest(lines.toSorted().join('\n'), 26);
}

/** The path of a file outside of the workspace depends on where the workspace is. */
const inWorkspace = (path: string): string => (/^(\.\.\/|[A-Za-z]:|\/)/.test(path) ? '(outside)' : path);
