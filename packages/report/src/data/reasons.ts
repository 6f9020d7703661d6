import type { Outcome } from '@nx-tune/sweep';

const mostLines = 4;

/** Why a trial did not complete, in a few lines; empty where there is nothing to say. */
export function reasonOf(outcome: Outcome): string {
  if (outcome.kind === 'failed') return outcome.error.split('\n').slice(0, mostLines).join('\n');
  if (outcome.kind === 'infeasible') return outcome.reason;
  return outcome.kind === 'stopped' ? `at step ${outcome.step}` : '';
}
