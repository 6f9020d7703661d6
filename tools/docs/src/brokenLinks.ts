import { existsSync } from 'node:fs';
import { join, normalize } from 'node:path';

import type { Page } from './page.js';
import { repository } from './repository.js';

/** Finds links to missing files and missing headings. Links to other sites are not followed. */
export function brokenLinks(page: Page, pages: readonly Page[]): string[] {
  return page.links
    .filter(({ target }) => !/^[a-z]+:/.test(target) && !leadsSomewhere(page, target, pages))
    .map(({ line, target }) => `${page.file}:${line} ${target} leads nowhere`);
}

function leadsSomewhere(page: Page, target: string, pages: readonly Page[]): boolean {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page.file : normalize(join(page.file, '..', path));
  if (!existsSync(join(repository, file))) return false;
  return anchor === undefined || pages.some((other) => other.file === file && other.anchors.includes(anchor));
}
