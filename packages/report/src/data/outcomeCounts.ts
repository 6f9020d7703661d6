import type { Outcome } from '@nx-tune/sweep';

import { formatDuration } from '../text/formatDuration.js';
import { formatTrialCount } from '../text/formatPlan.js';
import type { TrialEntry } from './sweepReport.js';

/** `12 trials: 9 cached, 3 computed in 14 s; the cache saved 41 s of work`, or `12 trials` if no run is known. */
export function countsLine(trials: readonly TrialEntry[], wallMs = 0): string {
  const all = `${formatTrialCount(trials.length)}${outcomeNote(trials)}`;
  if (trials.every(({ executed }) => executed === undefined)) return all;
  const computed = trials.filter(({ executed }) => executed).length;
  const savedMs = trials.reduce((sum, { executed, run }) => sum + (executed ? 0 : (run?.durationMs ?? 0)), 0);
  const took = computed > 0 && wallMs > 0 ? ` in ${formatDuration(wallMs)}` : '';
  const saved = savedMs > 0 ? `; the cache saved ${formatDuration(savedMs)} of work` : '';
  return `${all}: ${trials.length - computed} cached, ${computed} computed${took}${saved}`;
}

/** ` (1 diverged, 2 failed)`, or nothing if all completed. */
export function outcomeNote(trials: readonly TrialEntry[]): string {
  const counts = outcomeCounts(trials);
  return counts === '' ? '' : ` (${counts})`;
}

/** `1 diverged, 2 failed`, or nothing if all completed. */
export const outcomeCounts = (trials: readonly TrialEntry[]): string =>
  formatOutcomes((kind) => trials.filter(({ result }) => result.outcome.kind === kind).length);

/** Names the outcomes other than `completed` of which there are any, each with its number and ` of` how many. */
export const formatOutcomes = (count: (kind: Outcome['kind']) => number, of = ''): string =>
  (['stopped', 'diverged', 'infeasible', 'failed'] as const)
    .map((kind) => [count(kind), kind] as const)
    .filter(([number]) => number > 0)
    .map(([number, kind]) => `${number}${of} ${kind}`)
    .join(', ');
