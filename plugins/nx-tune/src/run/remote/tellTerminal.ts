import { closeSync, constants, fstatSync, openSync, readFileSync, writeSync } from 'node:fs';

import { escapeLines } from '@nx-tune/report/text';
import { terminalOfProcess } from '@nx-tune/runner/processes';

const { O_APPEND, O_NOCTTY, O_NONBLOCK, O_WRONLY } = constants;

/**
 * Writes to the terminal or the pipe that is the error output of another process of the same user: a daemon's own output reaches nobody.
 * Where that is a file or a socket, nothing is written.
 */
export function tellTerminal(pid: number, text: string): void {
  try {
    const descriptor = openSync(terminalOfProcess(pid) ?? '', O_WRONLY | O_APPEND | O_NOCTTY | O_NONBLOCK);
    const stats = fstatSync(descriptor);
    if (stats.isCharacterDevice() || stats.isFIFO()) writeSync(descriptor, escapeLines(text));
    closeSync(descriptor);
  } catch {
    // It has ended, or nobody reads.
  }
}

/** The environment with which a process was started; undefined where the system does not show it. */
export function environmentOf(pid: number): NodeJS.ProcessEnv | undefined {
  try {
    const entries = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    return Object.fromEntries(
      entries.flatMap((entry) =>
        entry.includes('=') ? [[entry.split('=', 1)[0], entry.slice(entry.indexOf('=') + 1)]] : [],
      ),
    ) as NodeJS.ProcessEnv;
  } catch {
    return undefined;
  }
}
