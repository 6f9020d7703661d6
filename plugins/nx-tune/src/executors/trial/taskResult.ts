import { escapeControl, escapeLines, formatNumber } from '@nx-tune/report/text';
import type { FinishedTrial } from '@nx-tune/runner';
import type { StoredResult } from '@nx-tune/sweep';
import { crashSummary, fromMetricValue, isProcessCrash } from '@nx-tune/sweep/trial';

/** The result of a task in a batch, as Nx expects it. */
export interface TaskResult {
  readonly success: boolean;
  readonly terminalOutput: string;
  readonly startTime: number;
  readonly endTime: number;
  readonly status?: 'local-cache';
}

/** The result of a trial that is not needed: it would continue one that was not promoted, or no point was left to propose. */
export const notNeeded = { success: true, terminalOutput: 'not needed\n' } as const;

/** The result of a trial that a dry run passes over. */
export const passedOverTask = {
  success: true,
  status: 'local-cache',
  terminalOutput: 'dry run: not computed\n',
} as const;

/**
 * The result that Nx shows while the batch runs: a crash is a failure. Of a crash like an earlier one of this run, it shows one
 * line.
 */
export function toTaskResult(
  { task, result, output: printed, startedAt, durationMs }: FinishedTrial,
  likeTrial?: string,
): TaskResult {
  const startTime = startedAt.getTime();
  const output = likeTrial === undefined ? printed : '';
  const end = likeTrial === undefined ? describe(result) : `${summarize(result)} (as trial ${likeTrial})`;
  const text = `${output}${output === '' || output.endsWith('\n') ? '' : '\n'}trial ${task.id} ${end}\n`;
  return {
    success: result.outcome.kind !== 'failed' || task.onCrash === 'record',
    terminalOutput: text,
    startTime,
    endTime: startTime + Math.round(durationMs),
  };
}

function describe(result: StoredResult): string {
  const { outcome, metrics, value: bare } = result;
  // The error of a process ends with its output, which is above.
  if (outcome.kind === 'failed')
    return isProcessCrash(outcome.error) ? summarize(result) : `failed: ${escapeLines(outcome.error)}`;
  const values = [
    ...(bare === undefined ? [] : [formatNumber(fromMetricValue(bare))]),
    ...Object.entries(metrics).map(([name, value]) => `${name} ${formatNumber(fromMetricValue(value))}`),
  ];
  return escapeControl(`${outcome.kind}: ${values.join(', ')}`);
}

const summarize = ({ outcome }: StoredResult): string =>
  outcome.kind === 'failed' ? `failed: ${escapeControl(crashSummary(outcome.error))}` : outcome.kind;

/** A result that may depend on files which are not in its hash is not stored, unless the sweep file allows it. */
export const isCacheable = ({ task, undeclared }: FinishedTrial): boolean =>
  undeclared === undefined || task.undeclared === 'allow';

/**
 * The result that counts when the batch ends. A crash must not be cached, and must not keep the sweep from gathering the
 * completed trials. Nx has no status for that, but it stores nothing of a task that claims to come from the cache. If no
 * sweep gathers, the task fails like any other.
 */
export function toFinalResult(
  shown: TaskResult,
  { isGathered, isCacheable }: { readonly isGathered: boolean; readonly isCacheable: boolean },
): TaskResult {
  if (shown.success) return isCacheable ? shown : { ...shown, status: 'local-cache' };
  return isGathered ? { ...shown, success: true, status: 'local-cache' } : shown;
}
