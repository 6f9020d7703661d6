import { posix } from 'node:path';

import type { Tree } from '@nx/devkit';

import { parseImports } from '../../imports/parseImports.js';
import { parsePythonImports } from '../../imports/parsePythonImports.js';
import { type ParamsAccess, paramsAccess } from './paramsAccess.js';
import { type ScriptOption, scriptOptions } from './scriptOptions.js';

/** The way in which an existing script gets its params, and the options that it declares for them. */
export interface ScriptAccess {
  readonly access: ParamsAccess;
  readonly options: readonly ScriptOption[];
}

/** Reads the text of a script, and those of the modules beside it that it imports. */
export function scriptAccess(tree: Tree, path: string): ScriptAccess {
  const text = tree.read(path, 'utf8') ?? '';
  const beside = besides(path, text).flatMap((file) => (tree.isFile(file) ? (tree.read(file, 'utf8') ?? '') : []));
  const access = paramsAccess(path, [text, ...beside]);
  const options = access.kind === 'arguments' ? scriptOptions(path, [text, ...beside], access.by) : [];
  return { access, options };
}

function besides(path: string, text: string): string[] {
  const folder = posix.dirname(path);
  if (path.endsWith('.py'))
    return parsePythonImports(text).imports.flatMap(({ specifier }) =>
      /^\w[\w.]*$/.test(specifier) ? posix.join(folder, `${specifier.replaceAll('.', '/')}.py`) : [],
    );
  if (!/\.[cm]?[jt]s$/.test(path)) return [];
  return parseImports(path, text).imports.flatMap(({ specifier }) =>
    specifier.startsWith('.') ? posix.join(folder, specifier) : [],
  );
}
