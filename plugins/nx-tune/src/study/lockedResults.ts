import type { AvailableResults, Lock, LockedTrial, TrialResult } from '@nx-tune/sweep';

/** The results of a lock; none where there is no lock. */
export function lockedResults(lock: Pick<Lock, 'trials'> | undefined): AvailableResults {
  const trials = new Map(lock?.trials.map((trial) => [trial.id, trial]));
  return {
    ofTrial: ({ id }) => {
      const trial = trials.get(id);
      return trial && lockedResult(trial);
    },
  };
}

/** Reads the lock's line of a trial as a result. */
function lockedResult({ digest: _digest, ...result }: LockedTrial): TrialResult {
  return { schemaVersion: 1, ...result };
}
