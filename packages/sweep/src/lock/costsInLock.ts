import { canonicalJson, digest } from '@nx-tune/search';

import type { RecordedCosts } from '../model/recordedCosts.js';
import type { Metric } from '../trial/metric.js';
import { resultFor } from '../trial/resultFor.js';
import { type Lock, resultOf } from './lock.js';

/** Returns the costs of the trials that a lock records, for a sweep with this metric; undefined if it records none. */
export function costsInLock({ trials }: Pick<Lock, 'trials'>, metric: Metric): RecordedCosts | undefined {
  const costs = trials.flatMap((trial) => {
    const { id, metrics, seconds } = trial;
    if (seconds === undefined) return [];
    const { outcome } = resultFor(metric, resultOf(trial));
    return [{ id, digest: trial.digest, cost: { outcome: outcome.kind, metrics, seconds } }];
  });
  if (costs.length === 0) return undefined;
  return {
    digest: digest(canonicalJson(costs.map((one) => one.digest)), 26),
    trials: new Map(costs.map(({ id, cost }) => [id, cost])),
  };
}
