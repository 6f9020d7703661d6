import { dirname, isAbsolute } from 'node:path';

import { createPathsMatcher, getTsconfig } from 'get-tsconfig';

import { isFile } from './fileOf.js';
import type { ImportKind, ModuleRequest } from './loader.js';
import { resolveCommonJs, resolveWithCondition } from './nodeResolver.js';

/** The extensions of files that jiti loads itself, in the order in which it tries them. */
export const jitiExtensions: readonly string[] = [
  '.js',
  '.mjs',
  '.cjs',
  '.ts',
  '.tsx',
  '.mts',
  '.cts',
  '.mtsx',
  '.ctsx',
];

/**
 * Resolves as jiti 2 does, which loads objectives; a test compares the two. First come `paths` of the nearest tsconfig.json;
 * then the rules of ES modules, with each extension and with index files, for the conditions of the kind of import and then
 * for those of the other kind; then the rules of CommonJS; and at last a TypeScript file for a name that ends in `.js`.
 */
export function jitiResolve(request: ModuleRequest): string | undefined {
  for (const path of aliasesOf(request)) {
    const resolved = resolveName({ ...request, specifier: path });
    if (resolved !== undefined) return resolved;
  }
  return resolveName(request);
}

function resolveName({ file, specifier, kind }: ModuleRequest): string | undefined {
  // A whole path is taken as it is: a link is not followed.
  if (isAbsolute(specifier) && isFile(specifier)) return specifier;
  for (const condition of kind === 'import' ? importFirst : requireFirst)
    for (const ending of endings) {
      const resolved = resolveWithCondition(file, specifier + ending, condition);
      if (resolved !== undefined) return resolved;
    }
  return resolveCommonJs(file, specifier) ?? resolveTypescript(file, specifier);
}

const importFirst: readonly ImportKind[] = ['import', 'require'];
const requireFirst: readonly ImportKind[] = ['require', 'import'];
const endings = ['', ...jitiExtensions, ...jitiExtensions.map((extension) => `/index${extension}`)];

/** `./a.js` is `a.ts`, and `./a.mjs` is `a.mts`, if nothing else is. Folders' main files may lack their extension. */
function resolveTypescript(file: string, specifier: string): string | undefined {
  const typescript = specifier.replace(/\.(c|m)?j(sx?)$/, '.$1t$2');
  const names = jitiExtensions
    .slice(1)
    .flatMap((extension) => [specifier + extension, `${specifier}/index${extension}`]);
  for (const name of [...names.slice(0, 2), typescript, ...names.slice(2)]) {
    const resolved = name === specifier ? undefined : resolveCommonJs(file, name);
    if (resolved !== undefined) return resolved;
  }
  return undefined;
}

const matchers = new Map<string, ReturnType<typeof createPathsMatcher>>();

/** Clears the cache, since a tsconfig.json may have changed. */
export const forgetAliases = (): void => matchers.clear();

/** The paths that a name resolves to by `paths` of the nearest tsconfig.json. */
function aliasesOf({ file, specifier }: ModuleRequest): string[] {
  const folder = dirname(file);
  if (!matchers.has(folder)) matchers.set(folder, readMatcher(folder));
  return matchers.get(folder)?.(specifier) ?? [];
}

function readMatcher(folder: string): ReturnType<typeof createPathsMatcher> {
  try {
    const tsconfig = getTsconfig(folder);
    return tsconfig === null ? null : createPathsMatcher(tsconfig);
  } catch {
    return null;
  }
}
