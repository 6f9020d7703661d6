import { hasProc } from './hasProc.js';
import { terminalOf } from './listedProcesses.js';

/** The path of a process's error output where the system shows it, or else of its terminal. */
export const terminalOfProcess = (pid: number): string | undefined =>
  hasProc() ? `/proc/${pid}/fd/2` : terminalOf(pid);
