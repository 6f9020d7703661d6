import type { ExecutorContext } from '@nx/devkit';

import { beginWork } from '../remote/work.js';
import { takePart } from './takePart.js';

/** Takes part in the turn of this run as long as `compute` is iterated over; iterates over `refuse` instead if it must not write. */
export async function* inTurn<T>(
  context: ExecutorContext,
  trialProjects: readonly string[],
  compute: () => AsyncIterable<T>,
  refuse: (why: string) => Iterable<T>,
): AsyncGenerator<T> {
  const endWork = beginWork(context);
  const { problem, end } = takePart(context, trialProjects);
  try {
    yield* problem === undefined ? compute() : refuse(problem);
  } finally {
    end();
    endWork();
  }
}
