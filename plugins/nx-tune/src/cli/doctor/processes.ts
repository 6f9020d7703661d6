import { spawnSync } from 'node:child_process';

/** True if a git command succeeds; false if there is no git. */
export const git = (cwd: string, ...args: readonly string[]): boolean => succeeds(cwd, 'git', args);

/** True if a program starts. */
export const runs = (cwd: string, command: string, option = '--version'): boolean => succeeds(cwd, command, [option]);

const succeeds = (cwd: string, command: string, args: readonly string[]): boolean =>
  spawnSync(command, args, { cwd, stdio: 'ignore' }).status === 0;
