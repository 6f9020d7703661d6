import type { Outcome } from '@nx-tune/sweep';

const mostLines = 4;

/** States in a few lines why a trial did not complete; empty if there is nothing to state. */
export function outcomeReason(outcome: Outcome): string {
  if (outcome.kind === 'failed') return outcome.error.split('\n').slice(0, mostLines).join('\n');
  if (outcome.kind === 'infeasible') return outcome.reason;
  return outcome.kind === 'stopped' ? `at step ${outcome.step}` : '';
}
