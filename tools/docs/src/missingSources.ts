import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { repository } from './repository.js';

/** Finds the source files that a page names, by a whole path or by its end, and that the repository does not have. */
export function missingSources(page: string): string[] {
  const text = readFileSync(join(repository, page), 'utf8');
  const named = [...text.matchAll(/`([\w./-]+\.(?:ts|mjs))`/g)].map(([, path = '']) => path);
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: repository,
    encoding: 'utf8',
  }).split('\n');
  return named.filter(
    (path) => !/\bNAME\b|^tune\./.test(path) && !files.some((file) => `/${file}`.endsWith(`/${path}`)),
  );
}
