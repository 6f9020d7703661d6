import type { SweepReport } from '@nx-tune/report';
import type { Sweep } from '@nx-tune/sweep';

/** The clock of a trial's start has no fractions of a millisecond. */
const exactMs = 2;

/** The notice for metrics that are measured, such as seconds, in trials of this run that ran side by side. */
export function measuredTogether(
  { measured }: Pick<Sweep, 'measured'>,
  { trials }: Pick<SweepReport, 'trials'>,
): string[] {
  if (measured.length === 0) return [];
  const spans = trials
    .flatMap(({ executed, run }) => (executed === true && run !== undefined ? [run] : []))
    .map(({ startedAt, durationMs }) => ({ start: Date.parse(startedAt), end: Date.parse(startedAt) + durationMs }))
    .toSorted((a, b) => a.start - b.start);
  let latest = -Infinity;
  for (const { start, end } of spans) {
    if (start + exactMs < latest)
      return [
        `${measured.map(({ name }) => name).join(', ')} measured side by side: set "parallel: 1" in the sweep file, so that no other trial runs meanwhile, and run it again with --skip-nx-cache`,
      ];
    latest = Math.max(latest, end);
  }
  return [];
}
