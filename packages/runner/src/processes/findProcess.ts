import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, sep } from 'node:path';

import { hasProc } from './hasProc.js';
import { folderOfProcess, listedProcesses } from './listedProcesses.js';
import { processIds } from './processIds.js';

/** The description of a process that is looked for. */
export interface Sought {
  /** The program that it runs. */
  readonly program: string;
  /** The last of its arguments. */
  readonly args: readonly string[];
  /** A folder in which it was started, or in a folder of which. */
  readonly folder: string;
}

/** The id of the one process that fits, among all but those that are given; undefined if there are several or none. */
export function findProcess(sought: Sought, others: readonly number[] = []): number | undefined {
  const fitting = hasProc() ? processIds().filter((pid) => fits(pid, sought)) : fittingListed(sought);
  const [found, another] = fitting.filter((pid) => !others.includes(pid));
  return another === undefined ? found : undefined;
}

function fits(pid: number, { program, args, folder }: Sought): boolean {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
    if (words.length <= args.length || words.slice(words.length - args.length).join('\0') !== args.join('\0'))
      return false;
    const isProgram = readlinkSync(`/proc/${pid}/exe`) === realpathSync(program);
    return isProgram && isIn(folder, readlinkSync(`/proc/${pid}/cwd`));
  } catch {
    // It has ended, or belongs to somebody else.
    return false;
  }
}

/**
 * Finds processes where a command line is one text: the program is compared by its name, and one that is certainly elsewhere does
 * not fit.
 */
const fittingListed = ({ program, args, folder }: Sought): number[] =>
  listedProcesses()
    .filter(
      ({ command }) =>
        basename(command.split(' ', 1)[0] ?? '') === basename(program) && command.endsWith(` ${args.join(' ')}`),
    )
    .filter(({ pid }) => {
      const inside = folderOfProcess(pid);
      return inside === undefined || isIn(folder, inside);
    })
    .map(({ pid }) => pid);

function isIn(folder: string, inside: string): boolean {
  const root = realpathSync(folder);
  return inside === root || inside.startsWith(`${root}${sep}`);
}
