import type { Outcome } from '@nx-tune/sweep';

/** What the outcome of a trial must equal that failed for this reason. */
export const failedBy = (cause: RegExp): Outcome => ({
  kind: 'failed',
  error: expect.stringMatching(cause) as unknown as string,
});
