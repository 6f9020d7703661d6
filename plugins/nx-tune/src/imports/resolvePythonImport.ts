import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { ResolvedImport } from './resolveImport.js';

/**
 * Resolves an import of a Python file. A module is searched for next to the file and in each folder above it, up to the
 * workspace's root: one of them is the folder of the script, where Python starts. A module that is not found there belongs
 * to Python, is installed, or is on a path known only at run time.
 */
export function resolvePythonImport(fromFile: string, specifier: string): ResolvedImport {
  const folder = dirname(fromFile);
  const key = `${folder}\n${specifier}`;
  const result = resolved.get(key) ?? resolveFrom(folder, specifier);
  resolved.set(key, result);
  return result;
}

/** Files in one folder import the same modules again and again. */
const resolved = new Map<string, ResolvedImport>();

/** Clears the cache, since files may have been added or removed. */
export const forgetPythonImports = (): void => resolved.clear();

function resolveFrom(folder: string, specifier: string): ResolvedImport {
  const [, { length: dots } = '', module = ''] = /^(\.*)(.*)$/.exec(specifier) ?? [];
  const folders = foldersUp(folder);
  const candidates = dots === 0 ? folders : folders.slice(dots - 1, dots);
  const [path] = candidates.flatMap((candidate) => moduleIn(candidate, module.split('.')) ?? []);
  if (path !== undefined) return { kind: 'file', path };
  return { kind: dots === 0 ? 'builtin' : 'unresolved' };
}

function moduleIn(folder: string, parts: readonly string[]): string | undefined {
  const path = join(folder, ...parts);
  const [packageFile, moduleFile] = [join(path, '__init__.py'), `${path}.py`];
  return [packageFile, ...(parts.join('') === '' ? [] : [moduleFile])].find(isFile);
}

/** Lists a folder and those above it, up to the workspace's root. */
function foldersUp(folder: string): string[] {
  const above = dirname(folder);
  return above === folder || existsSync(join(folder, 'nx.json')) ? [folder] : [folder, ...foldersUp(above)];
}

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();
