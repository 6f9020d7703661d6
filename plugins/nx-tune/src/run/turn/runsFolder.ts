import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The folder in which runs of a workspace register, one folder each. It is on the disk on which the trials are, and in the one
 * place there that Nx never hashes or watches.
 */
export const runsFolder = (workspaceRoot: string): string =>
  join(workspaceRoot, '.nx', 'workspace-data', 'nx-tune', 'runs');

/** Creates the folder. Git does not look into it, whatever the workspace ignores. */
export function createRunsFolder(folder: string): void {
  const ignore = join(folder, '..', '.gitignore');
  if (existsSync(ignore) && existsSync(folder)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(ignore, '*\n');
}
