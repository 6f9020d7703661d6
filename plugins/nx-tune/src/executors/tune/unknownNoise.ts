import { formatDuration, formatTrialCount, type SweepReport } from '@nx-tune/report';
import { isAdaptive } from '@nx-tune/search';
import type { Sweep } from '@nx-tune/sweep';

/** How many replicates are suggested: the fewest that show how much a value varies. */
const suggested = 3;

/** The notice for metrics that are measured, if each configuration was measured once: what it would cost to know how they vary. */
export function unknownNoise(
  { measured, replicates, method, ladder }: Pick<Sweep, 'measured' | 'replicates' | 'method' | 'ladder'>,
  { trials }: Pick<SweepReport, 'trials'>,
): string[] {
  if (measured.length === 0 || replicates !== undefined || trials.length === 0) return [];
  const names = measured.map(({ name }) => name).join(', ');
  const fact = `nothing is known of the noise of ${names}: each configuration was measured once`;
  return isAdaptive(method) || ladder !== undefined
    ? [
        `${fact}. "replicates: ${suggested}" for the best, in a sweep of its own, would run ${cost(suggested, trials)} for each`,
      ]
    : [`${fact}. "replicates: ${suggested}" would run ${cost((suggested - 1) * trials.length, trials)}`];
}

/** `24 more trials, about 3 s of work` */
function cost(count: number, trials: SweepReport['trials']): string {
  const known = trials.flatMap(({ run }) => run ?? []);
  const total = known.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const work = known.length === 0 ? '' : `, about ${formatDuration((count * total) / known.length)} of work`;
  return `${formatTrialCount(count).replace(' ', ' more ')}${work}`;
}
