import type { Limits } from '@nx-tune/sweep';

import type { Evaluation } from '../model/evaluation.js';
import { describeError } from './describeError.js';

/** What is said of a trial that was ended since it took too long or too much. */
export function beyond(limit: 'timeout' | 'memory', { timeoutMs = 0, memoryMb = 0 }: Partial<Limits> = {}): string {
  return limit === 'timeout'
    ? `timed out: it took longer than "timeout", which is ${timeoutMs / 1000} seconds`
    : `out of memory: it took more than "memory", which is ${memoryMb} megabytes`;
}

/** The evaluation of a trial that crashed. It is no result: the next run tries it again. */
export function failedEvaluation(error: unknown, output = ''): Evaluation {
  return crashed(describeError(error), output);
}

/** The same where the reason is no exception. */
export function crashed(error: string, output = ''): Evaluation {
  return { outcome: { kind: 'failed', error }, metrics: {}, curve: [], output };
}
