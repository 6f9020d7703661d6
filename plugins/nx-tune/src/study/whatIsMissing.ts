import type { SweepReport } from '@nx-tune/report';
import type { Sweep } from '@nx-tune/sweep';

/** Says why a sweep is not whole, or returns undefined. Only a crash is tried again: a trial without the metric has a result. */
export function whatIsMissing(
  { trials }: Pick<SweepReport, 'trials'>,
  notStarted: number,
  onCrash: Sweep['onCrash'],
): string | undefined {
  const failed = trials.flatMap(({ result: { outcome } }) => (outcome.kind === 'failed' ? [outcome] : []));
  const missing = failed.flatMap((outcome) => outcome.missing ?? []);
  const lacking = missing.length;
  const crashed = failed.length - lacking;
  const total = trials.length + notStarted;
  const parts = [
    ...whatCrashed(crashed, total, notStarted, onCrash),
    ...(lacking > 0 && onCrash === 'fail'
      ? [`${lacking} of ${total} trials ${withoutMetrics([...new Set(missing)])}`]
      : []),
  ];
  return parts.length === 0 ? undefined : parts.join('\n');
}

function whatCrashed(crashed: number, total: number, notStarted: number, onCrash: Sweep['onCrash']): string[] {
  const failed = `${crashed} of ${total} trials failed`;
  if (notStarted > 0) return [`${failed}, and ${notStarted} were not started ("fail_fast"). ${again}`];
  return crashed > 0 && onCrash === 'fail' ? [`${failed}. ${again}`] : [];
}

/** Nx stores nothing of a task that claims to come from the cache, and so it counts crashes among those. */
const again = 'The next run tries them again. Nx counts them as cache hits below, but has stored none of them.';

const withoutMetrics = (names: readonly string[]): string =>
  `did not return the ${names.length === 1 ? 'metric' : 'metrics'} ${names.map((name) => `"${name}"`).join(', ')}. Their results are kept: ranking by a metric that they did return runs none of them again.`;
