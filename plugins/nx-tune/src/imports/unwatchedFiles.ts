import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import ignore from 'ignore';

/**
 * Those of some files that Nx does not watch, since git or Nx ignores them: generated sources, libraries that are
 * imported from their build. Nx must read them whenever it hashes, or its daemon would go on with what they were.
 *
 * @param files relative to the workspace, with slashes.
 */
export function unwatchedFiles(workspaceRoot: string, files: readonly string[]): string[] {
  const rules = new Map<string, Matcher>();
  const rulesOf = (folder: string): Matcher => {
    const known = rules.get(folder) ?? readRules(join(workspaceRoot, folder));
    rules.set(folder, known);
    return known;
  };
  return files.filter((file) => !file.startsWith('..') && isIgnored(file, rulesOf)).toSorted();
}

type Matcher = ReturnType<typeof ignore>;

/** The rules of a deeper folder override those above it. */
function isIgnored(file: string, rulesOf: (folder: string) => Matcher): boolean {
  const parts = file.split('/');
  return parts.reduce((ignored, _, depth) => {
    const said = rulesOf(parts.slice(0, depth).join('/')).test(parts.slice(depth).join('/'));
    return said.ignored || (ignored && !said.unignored);
  }, false);
}

function readRules(folder: string): Matcher {
  return ignore()
    .add(readOrEmpty(join(folder, '.gitignore')))
    .add(readOrEmpty(join(folder, '.nxignore')));
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
