import { createLock, goalsText, hasOwnFront, type Lock, type Metric, type Sweep } from '@nx-tune/sweep';

/** The differences between a lock and its sweep, in numbers of trials. */
export interface LockDrift {
  /** Trials of the sweep that the lock does not have. */
  readonly absent: number;
  /** Trials of the lock that the sweep does not ask for. */
  readonly gone: number;
  /** Trials whose results on this disk are not those of the lock. */
  readonly different?: number;
  /** Trials of which it has none of the values that their results have. */
  readonly notCompared?: number;
}

/** Says how a lock differs from its sweep, as a predicate of the lock; undefined if it does not. */
export function describeLockDrift({ absent, gone, different = 0, notCompared = 0 }: LockDrift): string | undefined {
  const parts = [
    ...(absent > 0 ? [`does not know ${absent} of the sweep's trials`] : []),
    ...(gone > 0 ? [`knows ${gone} that the sweep does not ask for`] : []),
    ...(different > 0 ? [`differs from ${different} of the results on this disk`] : []),
    ...(notCompared > 0 ? [`has no values to compare with ${notCompared} of the results on this disk`] : []),
  ];
  const [last, ...before] = parts.toReversed();
  return before.length === 0 ? last : `${before.toReversed().join(', ')} and ${last}`;
}

/** Says how what a lock has of all trials together differs from what the sweep says now, as predicates of the lock. `ids` are those of the sweep. */
export function headChanges(lock: Lock, sweep: Sweep, ids: readonly string[]): string[] {
  const { metric, sweep: digest } = lock;
  const fresh = createLock(sweep, []);
  const [was, is] = [metric, fresh.metric].map(describeMetric);
  return [
    ...(was === is ? [] : [`is for ${was}, and the sweep is for ${is}`]),
    ...(digest === fresh.sweep ? [] : ['is for another objective or seed than the sweep']),
    ...(was === is && isWhole(lock, ids) && !hasOwnFront(lock, sweep, ids)
      ? ['has another Pareto front, pick or reference than its trials have by the sweep file']
      : []),
  ];
}

/** True if a lock has all trials of a sweep and no others: otherwise it is already reported that its front is of others. */
const isWhole = ({ trials }: Lock, ids: readonly string[]): boolean => {
  const locked = new Set(trials.map(({ id }) => id));
  return locked.size === new Set(ids).size && ids.every((id) => locked.has(id));
};

/** `minimize error, maximize speed, with size <= 3` */
function describeMetric(metric: Metric): string {
  return [
    goalsText({ metric }),
    ...(metric.results === undefined ? [] : [`with ${metric.results.join(' and ')}`]),
  ].join(', ');
}
