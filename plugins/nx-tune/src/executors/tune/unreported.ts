import type { SweepReport } from '@nx-tune/report';
import type { Sweep } from '@nx-tune/sweep';

import { readReported } from '../../study/readReported.js';

/** The notice that no trial can be stopped by what it reports, since none of those that start has reported anything. */
export function unreported(
  { ladder, reports = '' }: Pick<Sweep, 'ladder' | 'reports'>,
  { trials }: Pick<SweepReport, 'trials'>,
  folderOf: (id: string) => string,
): string[] {
  if (ladder?.bands === undefined) return [];
  const started = trials.filter(
    ({ result }) => result.budget?.[ladder.unit] === ladder.bands[0] && result.outcome.kind === 'completed',
  );
  const isHeard = started.some(({ result }) =>
    readReported(folderOf(result.id))?.some(({ metrics }) => Object.hasOwn(metrics, reports)),
  );
  return started.length === 0 || isHeard
    ? []
    : [
        `the program reports no ${reports} while it runs, so no trial can be stopped early, and the best run more than once: print a JSON line such as {"step": 1, "${reports}": 0.5} for each step, append to curve.jsonl in TUNE_TRIAL_DIR, or use "wandb: shim"`,
      ];
}
