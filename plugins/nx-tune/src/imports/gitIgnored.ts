import { spawnSync } from 'node:child_process';

/**
 * Asks git which files it ignores, wherever the rule is: in `.git/info/exclude`, in the user's own file, or above the
 * workspace. Returns undefined where there is no repository or no git.
 *
 * @param files relative to the workspace, with slashes; none of them beyond a link.
 */
export function gitIgnored(workspaceRoot: string, files: readonly string[]): ReadonlySet<string> | undefined {
  if (files.length === 0) return new Set();
  const { status, stdout } = spawnSync('git', ['check-ignore', '--no-index', '--stdin', '-z'], {
    cwd: workspaceRoot,
    // A hook of git sets variables that name the repository of the commit.
    env: {
      ...process.env,
      GIT_DIR: undefined,
      GIT_WORK_TREE: undefined,
      GIT_INDEX_FILE: undefined,
      GIT_PREFIX: undefined,
    },
    input: files.map((file) => `./${file}\0`).join(''),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  if (status !== 0 && status !== 1) return undefined;
  return new Set(stdout.split('\0').flatMap((file) => (file === '' ? [] : file.replace(/^\.\//, ''))));
}
