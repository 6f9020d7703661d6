import { processIds } from './processIds.js';
import { processStat } from './processStat.js';

/** Whether a process and all that it has started are stopped or have ended, so that nothing of it writes until it goes on. */
export const isTreeStopped = (pid: number): boolean =>
  processTree(pid).every((one) => 'TtZXx'.includes(processStat(one)?.state ?? 'X'));

/** A process and all that it has started, and those have started, as far as they have not left it. */
export function processTree(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const id of processIds()) {
    const parent = processStat(id)?.parent;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), id]);
  }
  const tree = [pid];
  for (const one of tree) tree.push(...(children.get(one) ?? []));
  return tree;
}
