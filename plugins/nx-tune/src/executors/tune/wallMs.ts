import type { SweepReport } from '@nx-tune/report';

/** The time from the start of the first trial of this run to the end of the last; 0 if all were restored. */
export function wallMs({ trials }: SweepReport): number {
  const spans = trials.flatMap(({ executed, run }) =>
    executed && run !== undefined ? [{ start: Date.parse(run.startedAt), durationMs: run.durationMs }] : [],
  );
  if (spans.length === 0) return 0;
  const start = spans.reduce((least, span) => Math.min(least, span.start), Infinity);
  return spans.reduce((most, span) => Math.max(most, span.start + span.durationMs), 0) - start;
}
