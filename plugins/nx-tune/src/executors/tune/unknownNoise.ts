import { configurationsOf, formatDuration, formatTrialCount, type SweepReport } from '@nx-tune/report';
import { type Sweep, usualTop } from '@nx-tune/sweep';

/**
 * The line for a sweep that ran each configuration once: how noisy its metric is stays unknown, and what it would cost to know. An
 * objective without noise has nothing to gain, so the line is short, and `pick: seen` says that the user knows.
 */
export function unknownNoise(
  { measured, metric, pick }: Pick<Sweep, 'measured' | 'metric' | 'pick'>,
  report: Pick<SweepReport, 'trials' | 'replicates' | 'cases' | 'aggregate' | 'isRace'>,
): string | undefined {
  const { trials, cases = [null], isRace } = report;
  const completed = configurationsOf(report).filter(({ result }) => result.outcome.kind === 'completed').length;
  const isReplicated = trials.some(({ result }) => result.replicate !== undefined);
  // What would be checked is one number, and a front has several.
  if (metric.goals !== undefined) return undefined;
  if (pick === 'seen' || isReplicated || isRace === true || completed < 2) return undefined;
  const names = measured.length === 0 ? metric.name : measured.map(({ name }) => name).join(', ');
  const { count, replicates } = usualTop;
  const more = Math.min(count, completed) * (replicates - 1) * cases.length;
  return `Noise of ${names} unknown: "replicate_top: { count: ${count} }" would run ${cost(more, trials)}.`;
}

/** `24 more trials, about 3 s` */
function cost(more: number, trials: SweepReport['trials']): string {
  const known = trials.flatMap(({ run }) => run ?? []);
  const total = known.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const work = known.length === 0 ? '' : `, about ${formatDuration((more * total) / known.length)}`;
  return `${formatTrialCount(more).replace(' ', ' more ')}${work}`;
}
