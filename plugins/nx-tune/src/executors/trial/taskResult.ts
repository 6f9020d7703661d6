import type { FinishedTrial } from '@nx-tune/runner';
import { escapeControl, formatNumber } from '@nx-tune/report';
import { fromMetricValue } from '@nx-tune/search';

/** What Nx is told of a task of a batch. */
export interface TaskResult {
  readonly success: boolean;
  readonly terminalOutput: string;
  readonly startTime: number;
  readonly endTime: number;
  readonly status?: 'local-cache';
}

/**
 * A crash must neither be cached nor keep the sweep from gathering what completed. Nx has no word for that, but stores
 * nothing of a task that claims to come from the cache. Where no sweep gathers, the task fails like any other.
 */
export function toTaskResult({ task, result, output, startedAt, durationMs }: FinishedTrial, isGathered: boolean): TaskResult {
  const { outcome, metrics } = result;
  const last = outcome.kind === 'failed' ? outcome.error : `${outcome.kind}: ${Object.entries(metrics).map(([name, value]) => `${name} ${formatNumber(fromMetricValue(value))}`).join(', ')}`;
  const terminalOutput = `${output}${output === '' || output.endsWith('\n') ? '' : '\n'}${escapeControl(`trial ${task.id} ${last}`)}\n`;
  const times = { startTime: startedAt.getTime(), endTime: startedAt.getTime() + Math.round(durationMs) };
  if (outcome.kind !== 'failed') return { success: true, terminalOutput, ...times };
  return isGathered ? { success: true, status: 'local-cache', terminalOutput, ...times } : { success: false, terminalOutput, ...times };
}
