import { readFileSync } from 'node:fs';

/** Clock ticks a second in `/proc`: 100 on every Linux that Node runs on, whatever the kernel's own timer. */
const ticksPerSecond = 100;

/**
 * CPU seconds, user and system, of all processes that have ended under this one and were waited for; a daemon that has left
 * its parent is not among them. Undefined where there is no `/proc`.
 */
export function cpuSeconds() {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    // The second field is the command in parentheses, which may contain anything; the 16th and 17th are cutime and cstime.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const seconds = (Number(fields[13]) + Number(fields[14])) / ticksPerSecond;
    return Number.isFinite(seconds) ? seconds : undefined;
  } catch {
    return undefined;
  }
}
