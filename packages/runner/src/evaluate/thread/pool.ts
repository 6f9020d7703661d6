import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { BroadcastChannel } from 'node:worker_threads';

import { Piscina } from 'piscina';

import type { Evaluation, Evaluator } from '../../model/evaluation.js';
import { failedEvaluation, crashed, limitExceeded } from '../crashed.js';
import { defaultGraceMs, settledWithin } from '../../processes/grace.js';
import type { ThreadTask } from './threadEntry.js';

/** Computes module trials in worker threads, which are reused from trial to trial. */
export function createPool(threads: number, graceMs: number = defaultGraceMs, memoryMb?: number): Evaluator {
  const pool = startThreads(threads, memoryMb);
  const closing = `nx-tune:closing:${randomUUID()}`;
  const running = new Set<Promise<Evaluation>>();
  return {
    evaluate: (task) => evaluate(pool, { task, closing }, running),
    close: async () => {
      announce(closing);
      await settledWithin(graceMs, running);
      await pool.destroy();
    },
  };
}

/** Piscina replaces a thread that a trial ended only up to `minThreads`; with fewer, queued trials would wait forever. */
function startThreads(threads: number, memoryMb?: number): Piscina<ThreadTask, Evaluation> {
  const filename = join(__dirname, 'threadEntry.js');
  const pool = new Piscina<ThreadTask, Evaluation>({
    filename,
    minThreads: threads,
    maxThreads: threads,
    idleTimeout: Infinity,
    ...(memoryMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: memoryMb } }),
  });
  // What an idle thread throws belongs to no trial; without a listener it would end this process.
  return pool.on('error', () => undefined) as typeof pool;
}

async function evaluate(
  pool: Piscina<ThreadTask, Evaluation>,
  threadTask: ThreadTask,
  running: Set<Promise<Evaluation>>,
): Promise<Evaluation> {
  const { timeoutMs } = threadTask.task.limits ?? {};
  const tooLong = timeoutMs === undefined ? undefined : new AbortController();
  // A thread that loops hears no event: Piscina ends it and starts another.
  const timer = tooLong && setTimeout(() => tooLong.abort(), timeoutMs);
  const evaluation = pool
    .run(threadTask, tooLong && { signal: tooLong.signal })
    .catch((error: unknown) =>
      tooLong?.signal.aborted === true ? crashed(limitExceeded('timeout', threadTask.task.limits)) : whyEnded(error),
    );
  running.add(evaluation);
  return evaluation.finally(() => {
    clearTimeout(timer);
    running.delete(evaluation);
  });
}

/** When a trial ends its thread, Piscina reports only that the thread has exited. */
function whyEnded(error: unknown): Evaluation {
  const isExit = error instanceof Error && error.message.startsWith('worker exited');
  return isExit
    ? crashed(`the objective ended its thread, as process.exit() does: ${error.message}`)
    : failedEvaluation(error);
}

function announce(closing: string): void {
  const channel = new BroadcastChannel(closing);
  channel.postMessage('closing');
  channel.close();
}
