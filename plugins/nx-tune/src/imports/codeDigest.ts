import { relative } from 'node:path';

import { digest } from '@nx-tune/search';

import type { ImportClosure } from './importClosure.js';

/** A digest of all that a closure reaches, the same in every checkout: paths are relative, and their order is fixed. */
export function codeDigest(closure: ImportClosure, workspaceRoot: string): string {
  const at = (file: string): string => relative(workspaceRoot, file).replaceAll('\\', '/');
  const lines = [
    ...[...closure.files].map(([file, content]) => `file ${at(file)} ${content}`),
    ...[...closure.packages].map((name) => `package ${name}`),
    ...closure.unresolved.map(({ file, specifier }) => `unresolved ${specifier} in ${at(file)}`),
  ];
  return lines.length === 0 ? '' : digest(lines.toSorted().join('\n'), 26);
}
