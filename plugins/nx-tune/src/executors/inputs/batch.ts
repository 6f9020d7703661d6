import type { ExecutorContext, TaskGraph } from '@nx/devkit';

import { beginWork } from '../../run/remote/work.js';
import { writeInputsOf } from './executor.js';
import { hashInBatch } from './hashInBatch.js';

/** The end of one task. */
interface WrittenInputs {
  readonly task: string;
  readonly result: {
    readonly success: boolean;
    readonly terminalOutput: string;
    readonly startTime: number;
    readonly endTime: number;
  };
}

/** Writes down the inputs of the trials on each of many cases in one process: a process each would take longer than many trials do. */
export async function* writeInputsOfCases(
  batch: TaskGraph,
  _options: unknown,
  _overrides: unknown,
  context: ExecutorContext,
): AsyncGenerator<WrittenInputs> {
  const end = beginWork(context);
  try {
    for (const { id, target } of Object.values(batch.tasks)) {
      const startTime = Date.now();
      const own = { ...context, projectName: target.project, targetName: target.target };
      const why = await writeInputsOf(own, hashInBatch);
      const terminalOutput = why === undefined ? '' : `${why}\n`;
      yield { task: id, result: { success: why === undefined, terminalOutput, startTime, endTime: Date.now() } };
    }
  } finally {
    end();
  }
}
