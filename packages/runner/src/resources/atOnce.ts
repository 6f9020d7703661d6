import type { Resources } from '@nx-tune/sweep';

import { type Capacity, createAllotments } from './allotments.js';
import { machineCapacity } from './machineCapacity.js';

/** Returns how many of these trials can run at a time: no more than `parallel`, and no more than fit on the machine. */
export function atOnce(
  parallel: number,
  needs: readonly Resources[],
  capacity: Capacity = machineCapacity(needs.some(({ gpus = 0 }) => gpus > 0)),
): number {
  const allotments = createAllotments(capacity);
  const smallestFirst = needs.toSorted((a, b) => (a.gpus ?? 0) - (b.gpus ?? 0) || (a.cpus ?? 0) - (b.cpus ?? 0));
  // What can never run here crashes at once, and takes nothing.
  const running = smallestFirst.filter(
    (need) => allotments.take(allotments.shortage(need) === undefined ? need : {}) !== undefined,
  );
  return Math.max(1, Math.min(parallel, running.length));
}
