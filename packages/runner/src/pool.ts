import { join } from 'node:path';

import { Piscina } from 'piscina';

import { type Evaluator, failedEvaluation } from './evaluation.js';
import { interruptChannel } from './threadEntry.js';

/** Computes module trials in worker threads, which are kept from trial to trial. */
export function createPool(threads: number): Evaluator {
  const pool = new Piscina({ filename: join(__dirname, 'threadEntry.js'), minThreads: 0, maxThreads: threads, idleTimeout: Infinity });
  return {
    evaluate: (task) => pool.run(task).catch((error: unknown) => failedEvaluation(error)),
    close: async () => {
      const channel = new BroadcastChannel(interruptChannel);
      channel.postMessage('interrupt');
      channel.close();
      await pool.destroy();
    },
  };
}
