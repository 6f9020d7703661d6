import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { sep } from 'node:path';

import { processIds } from './processIds.js';

/** What is known of a process that is looked for. */
export interface Sought {
  /** The program that it runs. */
  readonly program: string;
  /** The last of its arguments. */
  readonly args: readonly string[];
  /** A folder in which it was started, or in a folder of which. */
  readonly folder: string;
}

/**
 * The id of the one process that fits, among all but those that are given; undefined if there are several or none, or if the system
 * does not show the command lines of processes, as only Linux does.
 */
export function findProcess(sought: Sought, others: readonly number[] = []): number | undefined {
  const [found, another] = processIds().filter((pid) => !others.includes(pid) && fits(pid, sought));
  return another === undefined ? found : undefined;
}

function fits(pid: number, { program, args, folder }: Sought): boolean {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
    if (words.length <= args.length || words.slice(words.length - args.length).join('\0') !== args.join('\0'))
      return false;
    const [inside, root] = [readlinkSync(`/proc/${pid}/cwd`), realpathSync(folder)];
    const isProgram = readlinkSync(`/proc/${pid}/exe`) === realpathSync(program);
    return isProgram && (inside === root || inside.startsWith(`${root}${sep}`));
  } catch {
    // It has ended, or belongs to somebody else.
    return false;
  }
}
