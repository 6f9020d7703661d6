import { digest } from '@nx-tune/search/core';

import type { ImportClosure, ImportEdge } from './importClosure.js';
import { packageType } from './loadersOf.js';
import type { WorkspacePaths } from './workspacePaths.js';

/**
 * Digests everything that a closure reaches. It is the same in every checkout: paths are relative, and their order is fixed.
 *
 * @param hashedByNx files whose content Nx hashes later: with its daemon, a digest of now could be one of the past.
 */
export function codeDigest(
  closure: ImportClosure,
  { relativePath }: WorkspacePaths,
  hashedByNx: ReadonlySet<string> = new Set(),
): string {
  const contentOf = (file: string, content: string): string => (hashedByNx.has(file) ? 'hashed by Nx' : content);
  const targetOf = ({ to }: ImportEdge): string =>
    to.kind === 'file' ? relativePath(to.path) : `${to.name}@${to.version}`;
  const lines = [
    ...[...closure.files].map(
      ([file, content]) => `file ${relativePath(file)} ${contentOf(file, content)} ${moduleType(file)}`,
    ),
    ...[...closure.packages].map((name) => `package ${name}`),
    // Two names that are exchanged with each other reach the same files.
    ...closure.edges.map((edge) => `import ${edge.specifier} in ${relativePath(edge.from)} of ${targetOf(edge)}`),
    ...closure.unresolved.map(({ file, specifier }) => `unresolved ${specifier} in ${relativePath(file)}`),
  ];
  return lines.length === 0 ? '' : digest([...new Set(lines)].toSorted().join('\n'), 26);
}

/** The `type` of a package decides how its `.js` files are loaded. */
const moduleType = (file: string): string => (/\.jsx?$/.test(file) ? (packageType(file) ?? '') : '');
