import { setTimeout } from 'node:timers/promises';

/** The time for which to read again. Nx copies a trial in milliseconds, so what is wrong after this time stays wrong. */
const patienceMs = 3_000;
const readAgainMs = 50;

/**
 * Reads files that another run of Nx may be restoring at this moment: Nx removes a folder before it copies it. Reads again
 * while something is wrong with what was read, for a few seconds at most.
 */
export async function readSettled<T>(read: () => T, isWrong: (found: T) => boolean): Promise<T> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const found = read();
    if (!isWrong(found) || performance.now() > end) return found;
    await setTimeout(readAgainMs);
  }
}
