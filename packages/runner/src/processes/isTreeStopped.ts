import { hasProc } from './hasProc.js';
import { listedProcesses } from './listedProcesses.js';
import { processIds } from './processIds.js';
import { type ProcessStat, processStat } from './processStat.js';

/** True if a process and all that it has started are stopped or have ended, so that nothing of it writes until it continues. */
export function isTreeStopped(pid: number): boolean {
  const all = allProcesses();
  // What is not listed has ended, unless nothing is.
  const unlisted = hasProc() ? 'X' : 'R';
  return treeIn(all, pid).every((one) => 'TtZXx'.includes(all.get(one)?.state ?? unlisted));
}

/** A process and all that it has started, and those have started, as far as they have not left it. */
export const processTree = (pid: number): number[] => treeIn(allProcesses(), pid);

type Stats = ReadonlyMap<number, Pick<ProcessStat, 'state' | 'parent'>>;

function allProcesses(): Stats {
  if (!hasProc()) return new Map(listedProcesses().map((one) => [one.pid, one]));
  return new Map(
    processIds().flatMap((pid) => {
      const stat = processStat(pid);
      return stat === undefined ? [] : [[pid, stat] as const];
    }),
  );
}

function treeIn(all: Stats, pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const [id, { parent }] of all) children.set(parent, [...(children.get(parent) ?? []), id]);
  const tree = [pid];
  for (const one of tree) tree.push(...(children.get(one) ?? []));
  return tree;
}
