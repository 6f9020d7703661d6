import { measureCommand, nxProgram } from './measureCommand.mjs';

/**
 * Gives `work` a function that measures a command in a workspace, with caches of Nx in `caches`: with Nx's daemon, which is started before
 * and stopped after it, or without.
 */
export function withDaemon(isWanted, root, caches, work) {
  const run = (command) => measureCommand(root, caches, command, { NX_DAEMON: String(isWanted) });
  if (!isWanted) return work(run);
  run([nxProgram, 'daemon', '--start']);
  try {
    return work(run);
  } finally {
    run([nxProgram, 'daemon', '--stop']);
  }
}
