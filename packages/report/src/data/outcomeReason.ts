import type { Outcome } from '@nx-tune/sweep';
import { crashReason, isProcessCrash } from '@nx-tune/sweep/trial';

const mostLines = 4;

/** States in a few lines why a trial did not complete; empty if there is nothing to state. */
export function outcomeReason(outcome: Outcome): string {
  if (outcome.kind === 'failed') return briefError(outcome.error);
  if (outcome.kind === 'infeasible') return outcome.reason;
  return outcome.kind === 'stopped' ? `at step ${outcome.step}` : '';
}

/**
 * Shortens an error: for a process, to what its output says; for an error that was thrown, to its message, the frames nearest to
 * it, and its causes.
 */
function briefError(error: string): string {
  if (isProcessCrash(error)) return crashReason(error, mostLines);
  const lines = error.split('\n');
  const causes = lines.filter((line, index) => index > 0 && line.startsWith('caused by ')).slice(0, mostLines - 1);
  const own = lines.slice(0, mostLines - causes.length).filter((line) => !causes.includes(line));
  return [...own, ...causes].join('\n');
}
