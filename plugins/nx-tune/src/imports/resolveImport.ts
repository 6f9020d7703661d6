import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';

import { ResolverFactory } from 'oxc-resolver';

/** The target of an import. */
export type ResolvedImport =
  | { readonly kind: 'builtin' }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'package'; readonly name: string; readonly version: string }
  | { readonly kind: 'unresolved' };

/** Follows the rules by which objectives are loaded: Node's, with TypeScript files and `paths`. */
const resolver = new ResolverFactory({
  extensions: ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json', '.node'],
  extensionAlias: {
    '.js': ['.js', '.ts', '.tsx'],
    '.mjs': ['.mjs', '.mts'],
    '.cjs': ['.cjs', '.cts'],
    '.jsx': ['.jsx', '.tsx'],
  },
  conditionNames: ['node', 'import', 'require', 'default'],
  tsconfig: 'auto',
});

/** Clears the resolver's cache, since files may have been added or removed. */
export function forgetResolutions(): void {
  resolver.clearCache();
}

/** Resolves `specifier` from a file. Symbolic links are followed, so a workspace package is a file of its project. */
export function resolveImport(fromFile: string, specifier: string): ResolvedImport {
  if (isBuiltin(specifier)) return { kind: 'builtin' };
  const path = resolver.resolveFileSync(fromFile, specifier).path?.replace(/\?.*$/, '');
  if (path === undefined) return { kind: 'unresolved' };
  return path.split(/[\\/]/).includes('node_modules') ? packageOf(path) : { kind: 'file', path };
}

/** The npm package of a file, or the file itself if no package.json above it says. */
export function packageOf(path: string): ResolvedImport {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (!existsSync(manifest)) continue;
    const { name, version } = JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string; version?: string };
    if (name !== undefined && version !== undefined) return { kind: 'package', name, version };
  }
  return { kind: 'file', path };
}
