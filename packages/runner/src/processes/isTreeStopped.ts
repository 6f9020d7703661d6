import { processIds } from './processIds.js';
import { processStat } from './processStat.js';

/** Whether a process and all that it has started are stopped or have ended, so that nothing of it writes until it goes on. */
export function isTreeStopped(pid: number): boolean {
  const children = new Map<number, number[]>();
  const states = new Map<number, string>();
  for (const id of processIds()) {
    const stat = processStat(id);
    if (stat === undefined) continue;
    states.set(id, stat.state);
    children.set(stat.parent, [...(children.get(stat.parent) ?? []), id]);
  }
  const queue = [pid];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (!'TtZXx'.includes(states.get(next) ?? 'X')) return false;
    queue.push(...(children.get(next) ?? []));
  }
  return true;
}
