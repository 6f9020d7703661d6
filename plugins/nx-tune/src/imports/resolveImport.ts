import { isBuiltin } from 'node:module';
import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';

import { ResolverFactory } from 'oxc-resolver';

import { type InstalledPackage, packageAbove } from './installedPackages.js';
import { forgetAliases, jitiResolve } from './jitiResolver.js';
import type { Loader, ModuleRequest } from './loader.js';
import { forgetNodeResolutions, nodeResolve } from './nodeResolver.js';

/** The target of an import. */
export type ResolvedImport =
  | { readonly kind: 'builtin' }
  | { readonly kind: 'file'; readonly path: string }
  | ({ readonly kind: 'package' } & InstalledPackage)
  | { readonly kind: 'unresolved' };

/** Programs that run TypeScript may take it first where there is JavaScript of the same name. */
const typescriptFirst = new ResolverFactory({
  extensions: ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json', '.node'],
  extensionAlias: {
    '.js': ['.ts', '.tsx', '.js'],
    '.mjs': ['.mts', '.mjs'],
    '.cjs': ['.cts', '.cjs'],
    '.jsx': ['.tsx', '.jsx'],
  },
  conditionNames: ['node', 'import', 'require', 'default'],
  tsconfig: 'auto',
});

/** Clears the resolvers' caches, since files may have been added or removed. */
export function forgetResolutions(): void {
  resolved.clear();
  typescriptFirst.clearCache();
  forgetNodeResolutions();
  forgetAliases();
}

/** Finds what an import loads: one target, or for the program of a command, each that one program or another would load. */
export function resolveImport(request: ModuleRequest, loader: Loader): readonly ResolvedImport[] {
  const key = [dirname(request.file), request.specifier, request.kind, loader].join('\n');
  const known = resolved.get(key) ?? resolve(request, loader);
  resolved.set(key, known);
  return known;
}

/** Files in one folder import the same modules again and again. */
const resolved = new Map<string, readonly ResolvedImport[]>();

function resolve(request: ModuleRequest, loader: Loader): ResolvedImport[] {
  if (isBuiltin(request.specifier)) return [{ kind: 'builtin' }];
  const paths = new Set(pathsOf(request, loader).flatMap((path) => path ?? []));
  return paths.size === 0 ? [{ kind: 'unresolved' }] : [...paths].map(targetOf);
}

function pathsOf(request: ModuleRequest, loader: Loader): (string | undefined)[] {
  if (loader === 'node') return [nodeResolve(request)];
  if (loader === 'jiti') return [jitiResolve(request)];
  const found = typescriptFirst.resolveFileSync(request.file, request.specifier).path?.replace(/\?.*$/, '');
  return [nodeResolve(request), jitiResolve(request), found];
}

function targetOf(path: string): ResolvedImport {
  if (!realpathSync.native(path).split(/[\\/]/).includes('node_modules')) return { kind: 'file', path };
  const found = packageAbove(path);
  return found === undefined ? { kind: 'file', path } : { kind: 'package', ...found };
}
