import type { Outcome } from '@nx-tune/sweep';

import { formatDuration } from '../text/formatDuration.js';
import { formatTrialCount } from '../text/formatPlan.js';
import type { TrialEntry } from './sweepReport.js';

/** `12 trials: 9 cached, 3 computed in 14 s; the cache saved 41 s of work`, or `12 trials` where no run is told of. */
export function countsLine(trials: readonly TrialEntry[], wallMs = 0): string {
  const all = `${formatTrialCount(trials.length)}${outcomeCounts(trials)}`;
  if (trials.every(({ executed }) => executed === undefined)) return all;
  const computed = trials.filter(({ executed }) => executed).length;
  const savedMs = trials.reduce((sum, { executed, run }) => sum + (executed ? 0 : (run?.durationMs ?? 0)), 0);
  const took = computed > 0 && wallMs > 0 ? ` in ${formatDuration(wallMs)}` : '';
  const saved = savedMs > 0 ? `; the cache saved ${formatDuration(savedMs)} of work` : '';
  return `${all}: ${trials.length - computed} cached, ${computed} computed${took}${saved}`;
}

/** ` (1 diverged, 2 failed)`, or nothing if all completed. */
export function outcomeCounts(trials: readonly TrialEntry[]): string {
  const kinds: readonly Outcome['kind'][] = ['stopped', 'diverged', 'infeasible', 'failed'];
  const counted = kinds
    .map((kind) => [trials.filter(({ result }) => result.outcome.kind === kind).length, kind] as const)
    .filter(([count]) => count > 0);
  return counted.length === 0 ? '' : ` (${counted.map(([count, kind]) => `${count} ${kind}`).join(', ')})`;
}
