import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { repository } from './repository.js';

/** Says how a shown file differs from the file of the repository with that path, if there is one. */
export function differsFromFile(path: string, shown: string): string | undefined {
  const own = join(repository, path);
  if (!existsSync(own)) return undefined;
  const text = readFileSync(own, 'utf8');
  return withoutNotes(text) === withoutNotes(shown)
    ? undefined
    : `shows another ${path} than the repository has:\n${text}`;
}

/** Removes the comments at the top of a file, which pages do not show. */
const withoutNotes = (text: string): string => text.replace(/^(#.*\n)+/, '').trim();
