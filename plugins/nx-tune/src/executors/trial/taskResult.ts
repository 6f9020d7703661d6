import { escapeControl, formatNumber } from '@nx-tune/report';
import type { FinishedTrial } from '@nx-tune/runner';
import { fromMetricValue, type TrialResult } from '@nx-tune/sweep';

/** What Nx is told of a task of a batch. */
export interface TaskResult {
  readonly success: boolean;
  readonly terminalOutput: string;
  readonly startTime: number;
  readonly endTime: number;
  readonly status?: 'local-cache';
}

/** Of a trial that does not come about: it would continue one that was not promoted, or no point was left to propose. */
export const notNeeded = { success: true, terminalOutput: 'not needed\n' } as const;

/** Of a trial that a dry run passes over. */
export const passedOverTask = {
  success: true,
  status: 'local-cache',
  terminalOutput: 'dry run: not computed\n',
} as const;

/** How a trial is shown while the batch goes on: a crash as what it is. */
export function toTaskResult({ task, result, output, startedAt, durationMs }: FinishedTrial): TaskResult {
  const startTime = startedAt.getTime();
  const text = `${output}${output === '' || output.endsWith('\n') ? '' : '\n'}trial ${task.id} ${describe(result)}\n`;
  return {
    success: result.outcome.kind !== 'failed' || task.onCrash === 'record',
    terminalOutput: text,
    startTime,
    endTime: startTime + Math.round(durationMs),
  };
}

function describe({ outcome, metrics }: TrialResult): string {
  if (outcome.kind === 'failed') return `failed: ${outcome.error.split('\n').map(escapeControl).join('\n')}`;
  const values = Object.entries(metrics).map(([name, value]) => `${name} ${formatNumber(fromMetricValue(value))}`);
  return escapeControl(`${outcome.kind}: ${values.join(', ')}`);
}

/**
 * How a trial counts when the batch ends. A crash must neither be cached nor keep a sweep from gathering what completed:
 * Nx has no word for that, but stores nothing of a task that claims to come from the cache. Where no sweep gathers, the
 * task fails like any other.
 */
export function toFinalResult(shown: TaskResult, isGathered: boolean): TaskResult {
  return shown.success || !isGathered ? shown : { ...shown, success: true, status: 'local-cache' };
}
