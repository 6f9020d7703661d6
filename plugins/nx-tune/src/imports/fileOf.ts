import { realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Paths, as opposed to names of packages. */
export const isPath = (specifier: string): boolean => /^\.{0,2}(\/|$)|^\.\.?$/.test(specifier) || isAbsolute(specifier);

/** Finds the file that a relative or absolute specifier of an ES module names, at its real place. It needs its extension. */
export function fileOf(fromFile: string, specifier: string): string | undefined {
  const path = pathOf(fromFile, specifier);
  return path !== undefined && isFile(path) ? realpathSync.native(path) : undefined;
}

/** Specifiers are URLs: `%20` is a space, and what follows `?` or `#` does not belong to the path. */
function pathOf(fromFile: string, specifier: string): string | undefined {
  if (!/[%?#\\]|\/$/.test(specifier)) return resolve(dirname(fromFile), specifier);
  try {
    return fileURLToPath(new URL(specifier, pathToFileURL(fromFile)));
  } catch {
    return undefined;
  }
}

export const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
