import { join } from 'node:path';

import ignore from 'ignore';

import { readText } from '../study/readText.js';
import { gitIgnored } from './gitIgnored.js';

/**
 * Selects the files that Nx does not watch because git or Nx ignores them: generated sources, and libraries that are
 * imported from their build output.
 *
 * @param files relative to the workspace, with slashes; none of them beyond a link.
 */
export function ignoredFiles(workspaceRoot: string, files: readonly string[]): ReadonlySet<string> {
  const byRules = ignoreRules(workspaceRoot);
  const byGit = gitIgnored(workspaceRoot, files);
  return new Set(files.filter((file) => byGit?.has(file) === true || byRules(file)));
}

/** Judges by the files `.gitignore` and `.nxignore` of a workspace alone. The rules of a deeper folder override those of the folders above it. */
export function ignoreRules(workspaceRoot: string): (file: string) => boolean {
  const rulesByFolder = new Map<string, Matcher>();
  const rulesOf = (folder: string): Matcher => {
    const rules = rulesByFolder.get(folder) ?? readRules(join(workspaceRoot, folder));
    rulesByFolder.set(folder, rules);
    return rules;
  };
  return (file) => {
    const parts = file.split('/');
    return parts.reduce((ignored, _, depth) => {
      const match = rulesOf(parts.slice(0, depth).join('/')).test(parts.slice(depth).join('/'));
      return match.ignored || (ignored && !match.unignored);
    }, false);
  };
}

type Matcher = ReturnType<typeof ignore>;

function readRules(folder: string): Matcher {
  return ignore()
    .add(readText(join(folder, '.gitignore')) ?? '')
    .add(readText(join(folder, '.nxignore')) ?? '');
}
