import { digest } from '@nx-tune/search';

import type { ImportClosure, ImportEdge } from './importClosure.js';
import { packageType } from './loadersOf.js';
import type { WorkspacePaths } from './workspacePaths.js';

/** Digests everything that a closure reaches. It is the same in every checkout: paths are relative, and their order is fixed. */
export function codeDigest(closure: ImportClosure, { relativePath }: WorkspacePaths): string {
  const targetOf = ({ to }: ImportEdge): string =>
    to.kind === 'file' ? relativePath(to.path) : `${to.name}@${to.version}`;
  const lines = [
    ...[...closure.files].map(([file, content]) => `file ${relativePath(file)} ${content} ${moduleType(file)}`),
    ...[...closure.packages].map((name) => `package ${name}`),
    // Two names that are exchanged with each other reach the same files.
    ...closure.edges.map((edge) => `import ${edge.specifier} in ${relativePath(edge.from)} of ${targetOf(edge)}`),
    ...closure.unresolved.map(({ file, specifier }) => `unresolved ${specifier} in ${relativePath(file)}`),
  ];
  return lines.length === 0 ? '' : digest([...new Set(lines)].toSorted().join('\n'), 26);
}

/** The `type` of a package decides how its `.js` files are loaded. */
const moduleType = (file: string): string => (/\.jsx?$/.test(file) ? (packageType(file) ?? '') : '');
