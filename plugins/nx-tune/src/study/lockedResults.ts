import { type AvailableResults, type Lock, resultOf } from '@nx-tune/sweep';

/** The results of a lock; none where there is no lock. */
export function lockedResults(lock: Pick<Lock, 'trials'> | undefined): AvailableResults {
  const trials = new Map(lock?.trials.map((trial) => [trial.id, trial]));
  return {
    ofTrial: ({ id }) => {
      const trial = trials.get(id);
      return trial && resultOf(trial);
    },
  };
}
