import { join } from 'node:path';

import ignore from 'ignore';

import { readText } from '../study/readText.js';

/**
 * Selects the files that Nx does not watch because git or Nx ignores them: generated sources, and libraries that are
 * imported from their build output. Nx must read them whenever it hashes, or its daemon would keep using their old content.
 *
 * @param files relative to the workspace, with slashes.
 */
export function unwatchedFiles(workspaceRoot: string, files: readonly string[]): string[] {
  const rulesByFolder = new Map<string, Matcher>();
  const rulesOf = (folder: string): Matcher => {
    const rules = rulesByFolder.get(folder) ?? readRules(join(workspaceRoot, folder));
    rulesByFolder.set(folder, rules);
    return rules;
  };
  return files.filter((file) => !file.startsWith('..') && isIgnored(file, rulesOf)).toSorted();
}

type Matcher = ReturnType<typeof ignore>;

/** The rules of a deeper folder override those of the folders above it. */
function isIgnored(file: string, rulesOf: (folder: string) => Matcher): boolean {
  const parts = file.split('/');
  return parts.reduce((ignored, _, depth) => {
    const match = rulesOf(parts.slice(0, depth).join('/')).test(parts.slice(depth).join('/'));
    return match.ignored || (ignored && !match.unignored);
  }, false);
}

function readRules(folder: string): Matcher {
  return ignore()
    .add(readText(join(folder, '.gitignore')) ?? '')
    .add(readText(join(folder, '.nxignore')) ?? '');
}
