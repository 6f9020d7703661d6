import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** The root folder of the repository. */
export const repository: string = join(__dirname, '../../..');

/** Lists the documentation of the repository: its front pages, and everything in docs. */
export function pageFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
    cwd: repository,
    encoding: 'utf8',
  });
  return listed
    .trim()
    .split('\n')
    .filter((file) => /^(README|CONTRIBUTING|workspace-example\/README|docs\/.+)\.md$/.test(file));
}
