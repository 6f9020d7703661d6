import { readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';

import { jitiExtensions } from './jitiResolver.js';
import type { ImportKind, Loader } from './loader.js';

/**
 * Lists the loaders that look for the imports of a file. jiti leaves plain JavaScript to Node, and if Node fails, be it at an
 * import or while the module runs, it loads the file itself: only a run can show which, so what either finds counts.
 */
export function loadersOf(file: string, loader: Loader, kind: ImportKind): Loader[] {
  if (loader !== 'jiti') return [loader];
  const extension = extname(file);
  if (extension !== '' && !jitiExtensions.includes(extension)) return ['node'];
  if (/^\.[cm]?tsx?$/.test(extension)) return ['jiti'];
  const isModule = extension === '.mjs' || (extension === '.js' && packageType(file) === 'module');
  if (isModule) return kind === 'import' ? ['node', 'jiti'] : ['jiti'];
  return extension !== '.cjs' && looksLikeModule(readFileSync(file, 'utf8')) ? ['jiti'] : ['node', 'jiti'];
}

/** The `type` of the nearest package.json. */
export function packageType(file: string): string | undefined {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder))
    try {
      const text = readFileSync(join(folder, 'package.json'), 'utf8');
      return (JSON.parse(text) as { type?: string }).type;
    } catch (error) {
      if (error instanceof SyntaxError) return undefined;
    }
  return undefined;
}

/** Lines that jiti, too, takes for the syntax of an ES module. It finds more of them, so what it finds alone gets Node's answer as well. */
const looksLikeModule = (text: string): boolean =>
  /^(?:import\s*["'{*]|import\s+\w+\s+from\b|export\s*[{*]|export\s+(?:default|class|function|const|let|var)\b)/m.test(
    text,
  );
