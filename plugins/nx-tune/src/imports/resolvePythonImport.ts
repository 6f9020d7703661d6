import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { ResolvedImport } from './resolveImport.js';

/**
 * Where an import of a Python file leads. A module is looked for beside the file and in each folder above it, up to the
 * workspace's root: one of them is the folder of the script, from which Python starts. What is not there belongs to
 * Python or is installed, or comes from a path that only a run can tell.
 */
export function resolvePythonImport(fromFile: string, specifier: string): ResolvedImport {
  const folder = dirname(fromFile);
  const key = `${folder}\n${specifier}`;
  const found = resolved.get(key) ?? resolveFrom(folder, specifier);
  resolved.set(key, found);
  return found;
}

/** Files of one folder ask for the same modules again and again. */
const resolved = new Map<string, ResolvedImport>();

/** Forgets what was looked up: files may have come and gone since. */
export const forgetPythonImports = (): void => resolved.clear();

function resolveFrom(folder: string, specifier: string): ResolvedImport {
  const [, { length: dots } = '', module = ''] = /^(\.*)(.*)$/.exec(specifier) ?? [];
  const folders = foldersUp(folder);
  const places = dots === 0 ? folders : folders.slice(dots - 1, dots);
  const [path] = places.flatMap((place) => moduleIn(place, module.split('.')) ?? []);
  if (path !== undefined) return { kind: 'file', path };
  return { kind: dots === 0 ? 'builtin' : 'unresolved' };
}

function moduleIn(folder: string, parts: readonly string[]): string | undefined {
  const path = join(folder, ...parts);
  const [ofPackage, ofModule] = [join(path, '__init__.py'), `${path}.py`];
  return [ofPackage, ...(parts.join('') === '' ? [] : [ofModule])].find(isFile);
}

/** A folder and those above it, to the workspace's root. */
function foldersUp(folder: string): string[] {
  const above = dirname(folder);
  return above === folder || existsSync(join(folder, 'nx.json')) ? [folder] : [folder, ...foldersUp(above)];
}

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();
