import type { Outcome } from '@nx-tune/sweep';

import type { TrialEntry } from './sweepReport.js';

const texts: Readonly<Record<Outcome['kind'], string>> = {
  completed: 'it has completed',
  stopped: 'it was stopped',
  diverged: 'it has diverged',
  infeasible: 'it is infeasible',
  failed: 'it has failed',
};

/** Describes the end of a trial, as a clause about it: `it is infeasible, since it violates bytes <= 90`. */
export function outcomeText({ result: { outcome } }: Pick<TrialEntry, 'result'>): string {
  const violated = outcome.kind === 'infeasible' ? outcome.violates : undefined;
  return `${texts[outcome.kind]}${violated === undefined ? '' : `, since it violates ${violated.join(' and ')}`}`;
}
