import type { Limits } from '@nx-tune/sweep';

import type { Evaluation } from '../model/evaluation.js';
import { describeError } from './describeError.js';

/** The error of a trial that was ended because it exceeded a limit. */
export function limitExceeded(
  limit: 'timeout' | 'memory',
  { timeoutMs = 0, memoryMb = 0 }: Partial<Limits> = {},
): string {
  return limit === 'timeout'
    ? `timed out: it ran longer than "timeout" (${timeoutMs / 1000} seconds)`
    : `out of memory: it used more than "memory" (${memoryMb} megabytes)`;
}

/** The evaluation of a trial that threw an error. It is not a result: the next run tries it again. */
export function failedEvaluation(error: unknown, output = ''): Evaluation {
  return crashed(describeError(error), output);
}

/** The evaluation of a trial that crashed without throwing an error. */
export function crashed(error: string, output = ''): Evaluation {
  return { outcome: { kind: 'failed', error }, metrics: {}, curve: [], output };
}
