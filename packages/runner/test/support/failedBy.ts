import type { Outcome } from '@nx-tune/sweep';

/** Returns a matcher for the outcome of a trial that failed for this reason. */
export const failedBy = (cause: RegExp): Outcome => ({
  kind: 'failed',
  error: expect.stringMatching(cause) as unknown as string,
});
