import { readFileSync } from 'node:fs';

import { hasProc } from './hasProc.js';
import { listedProcesses } from './listedProcesses.js';

/** The system's record of a process. */
export interface ProcessStat {
  /** One letter: `T` and `t` are stopped, `Z`, `X` and `x` have ended. */
  readonly state: string;
  readonly parent: number;
  /** The time at which it began, as a number in a unit of the system's own. */
  readonly started: string;
}

/**
 * The state of a process, its parent, and when it began; undefined if there is no such process, or the system does not report it.
 */
export function processStat(pid: number): ProcessStat | undefined {
  return hasProc() ? statInProc(pid) : listedProcesses(pid)[0];
}

function statInProc(pid: number): ProcessStat | undefined {
  try {
    // The name of the program is in parentheses, and may contain anything.
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', parent = '', ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state, parent: Number(parent), started: rest[17] ?? '' };
  } catch {
    return undefined;
  }
}
