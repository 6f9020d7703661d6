import { setTimeout } from 'node:timers/promises';

import { processIds } from './processIds.js';
import { readProc } from './readProc.js';

/** The environment variable that names the run and the attempt to which a process belongs. Processes inherit it. */
export const attemptVariable = 'NX_TUNE_ATTEMPT';

/** The number of looks at whether processes that were killed are gone, and the pause between them in milliseconds. */
const [mostLooks, pauseMs] = [400, 5];

/**
 * Ends all processes whose attempt begins so, also those that have left the group of their trial, and waits until they are
 * gone. Only Linux shows the environment of processes. `after` skips those that started before a process.
 */
export async function endLeftovers(attempt: string, after = 0): Promise<void> {
  for (let looks = 0; looks < mostLooks; looks++) {
    const found = findLeftovers(attempt, after);
    if (found.length === 0) return;
    killAll(found);
    await setTimeout(pauseMs);
  }
}

function killAll(pids: readonly number[]): void {
  for (const pid of pids)
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
}

/** Process ids grow, and begin again at the largest one: then all processes are looked at. */
function findLeftovers(attempt: string, after: number): number[] {
  if (process.platform !== 'linux') return [];
  const text = `\0${attemptVariable}=${attempt}`;
  const from = latestPid() < after ? 0 : after;
  return processIds().filter((pid) => pid > from && pid !== process.pid && environmentOf(pid).includes(text));
}

const latestPid = (): number => Number(readProc('loadavg').trim().split(' ').at(-1));
const environmentOf = (pid: number): string => `\0${readProc(`${pid}/environ`, 'latin1')}`;
