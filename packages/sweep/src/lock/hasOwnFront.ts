import type { Sweep } from '../model/sweep.js';
import { resultFor } from '../trial/resultFor.js';
import { type Lock, resultOf } from './lock.js';
import { lockedFront } from './lockedFront.js';

/**
 * True if the front of a lock is the one that its trials have by the sweep's rules. `ids` are those of the sweep's trials, in
 * their order.
 */
export function hasOwnFront(lock: Pick<Lock, 'trials' | 'front'>, sweep: Sweep, ids: readonly string[]): boolean {
  const byId = new Map(lock.trials.map((trial) => [trial.id, trial]));
  const locked = ids.flatMap((id) => byId.get(id) ?? []);
  const results = locked.map((trial) => resultFor(sweep.metric, resultOf(trial)));
  return lock.front?.digest === lockedFront(sweep, results)?.digest;
}
