import { defined, isAdaptive } from '@nx-tune/search';

import type { Sweep } from '../model/sweep.js';
import type { CostedResult } from '../trial/cost.js';
import type { TrialResult } from '../trial/result.js';
import { resultFor } from '../trial/resultFor.js';
import { compareTrial } from './compareTrial.js';
import { createLock, type Lock, type LockedTrial, resultOf } from './lock.js';

/**
 * The lock of a sweep's results, given the lock so far. The line of a trial stays as it is if only measured values differ
 * and they are close enough, so that a sweep which is measured again leaves its lock alone. Where results decide which
 * trials there are, the lines of a lock belong together, and either all of them stay or none.
 */
export function renewLock(sweep: Sweep, results: readonly CostedResult[], known: Lock | undefined): Lock {
  if (sweep.measured.length === 0 || known === undefined) return createLock(sweep, results);
  const byId = new Map(known.trials.map((trial) => [trial.id, trial]));
  const kept = results.map((result) => {
    const locked = byId.get(result.id);
    return locked !== undefined && isStillRight(locked, result, sweep)
      ? withSeconds(resultFor(sweep.metric, resultOf(locked)), result)
      : undefined;
  });
  const belongTogether = isAdaptive(sweep.method) || sweep.ladder !== undefined || sweep.autoReplicates !== undefined;
  if (belongTogether && kept.includes(undefined)) return createLock(sweep, results);
  return createLock(
    sweep,
    results.map((result, index) => kept[index] ?? result),
  );
}

/** The line has the cost that was counted, which is its own if it has one. */
const withSeconds = ({ seconds: _seconds, ...kept }: CostedResult, { seconds }: CostedResult): CostedResult => ({
  ...kept,
  ...defined({ seconds }),
});

function isStillRight(locked: LockedTrial, result: TrialResult, sweep: Sweep): boolean {
  const { kind, counts } = compareTrial(locked, result, sweep);
  return kind === 'identical' && counts.far === 0 && counts.absent === 0;
}
