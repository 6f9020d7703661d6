import { processTree } from './isTreeStopped.js';

/** Ends a process and all that it has started, at once. */
export function endTree(pid: number): void {
  for (const one of processTree(pid))
    try {
      process.kill(one, 'SIGKILL');
    } catch {
      // It has ended by itself, or belongs to somebody else.
    }
}
