import { spawnSync } from 'node:child_process';

/** Finds which of some paths git ignores, by whatever rule; none if there is no git. Paths are relative to the folder. */
export function ignoredByGit(folder: string, paths: readonly string[]): ReadonlySet<string> {
  if (paths.length === 0) return new Set();
  const { stdout } = spawnSync('git', ['check-ignore', '-z', '--stdin'], {
    cwd: folder,
    encoding: 'utf8',
    input: paths.map((path) => `${path}\0`).join(''),
  });
  // Without git there is no output at all.
  return new Set(((stdout as string | null) ?? '').split('\0').filter((path) => path !== ''));
}
