import { type AvailableResults, type Lock, type Metric, resultFor, resultOf } from '@nx-tune/sweep';

/** The results of a lock, for a sweep with this metric; none where there is no lock. */
export function lockedResults(lock: Pick<Lock, 'trials'> | undefined, metric: Metric): AvailableResults {
  const trials = new Map(lock?.trials.map((trial) => [trial.id, trial]));
  return {
    ofTrial: ({ id }) => {
      const trial = trials.get(id);
      return trial && resultFor(metric, resultOf(trial));
    },
  };
}
