import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';

import type { Evaluation, Evaluator } from '../../model/evaluation.js';
import { failedEvaluation, crashed, limitExceeded } from '../crashed.js';
import type { TrialTask } from '../../model/trialTask.js';
import { defaultGraceMs } from '../../processes/grace.js';
import { largest } from '../../processes/followUsage.js';
import { lastLines } from '../../processes/lastLines.js';
import { watched } from '../../witness/watched.js';
import { createProcessGroup, type ProcessGroup } from '../../processes/processGroup.js';

/**
 * Computes each module trial in a process of its own: slower to start, but no trial can affect another. A launcher is a
 * program with arguments that runs the process, such as strace.
 */
export function createProcessEvaluator(graceMs: number = defaultGraceMs, launcher: readonly string[] = []): Evaluator {
  const group = createProcessGroup(graceMs);
  return {
    evaluate: (task) => evaluate(task, group, launcher).catch((error: unknown) => failedEvaluation(error)),
    close: () => group.close(),
  };
}

async function evaluate(task: TrialTask, group: ProcessGroup, launcher: readonly string[]): Promise<Evaluation> {
  let answer: Omit<Evaluation, 'output'> | undefined;
  const onStart = (child: ChildProcess): void => {
    child.once('message', (message) => (answer = message as typeof answer));
    child.send(task, () => undefined);
  };
  const entry = join(__dirname, 'processEntry.js');
  const { timeoutMs, memoryMb } = task.limits ?? {};
  const options = memoryMb === undefined ? [] : [`--max-old-space-size=${memoryMb}`];
  const [program, ...words] = [...launcher, process.execPath, ...options, entry];
  const { exit, output, exceeded, usage } = await group.run(
    program,
    words,
    {
      cwd: process.cwd(),
      env: watched({ ...process.env, ...task.env }),
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
    timeoutMs === undefined ? {} : { timeoutMs },
    onStart,
  );
  if (exceeded !== undefined) return { ...crashed(limitExceeded(exceeded, task.limits), output), ...usage };
  if (answer !== undefined) return { ...answer, output, ...largest(answer, usage) };
  return { ...crashed(`the trial's process ended without a result: ${exit}${lastLines(output)}`, output), ...usage };
}
