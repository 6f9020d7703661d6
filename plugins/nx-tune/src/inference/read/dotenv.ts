import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { readText } from '../../study/readText.js';
import { dotenvFiles } from '../targets/dotenvFiles.js';

/**
 * The environment variables that a project's `.env` files set or refer to. The files count as they are; the variables count,
 * too, since one of the real environment wins over a file. Those of Nx itself change no result.
 */
export function dotenvVariables(workspaceRoot: string, root: string): string[] {
  // Most are absent, and an exception for each would take longer than all the rest.
  const files = dotenvFiles(root).map((file) => join(workspaceRoot, file));
  const texts = files.filter((file) => existsSync(file)).map((file) => readText(file) ?? '');
  const names = texts.flatMap((text) =>
    [...text.matchAll(assigned), ...text.matchAll(referred)].map(([, name = '']) => name),
  );
  return [...new Set(names)].filter((name) => !name.startsWith('NX_')).toSorted();
}

const assigned = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*[=:]/gm;
const referred = /\$\{?([A-Za-z_]\w*)/g;
