import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';

import { type Evaluation, type Evaluator, failedEvaluation, type TrialTask } from './evaluation.js';
import { createProcessGroup, type ProcessGroup } from './processGroup.js';

/** Computes module trials in a process each: slower to start, but nothing that one does can touch another. */
export function createProcessEvaluator(): Evaluator {
  const group = createProcessGroup();
  return { evaluate: (task) => evaluate(task, group).catch((error: unknown) => failedEvaluation(error)), close: () => group.close() };
}

async function evaluate(task: TrialTask, group: ProcessGroup): Promise<Evaluation> {
  let evaluation: Evaluation | undefined;
  const onStart = (child: ChildProcess): void => {
    child.once('message', (message) => (evaluation = message as Evaluation));
    child.send(task, () => undefined);
  };
  const entry = join(__dirname, 'processEntry.js');
  const finished = await group.run(process.execPath, [entry], { cwd: process.cwd(), serialization: 'advanced', stdio: ['ignore', 'pipe', 'pipe', 'ipc'] }, onStart);
  return evaluation ?? failedEvaluation(new Error(`the trial's process ended without an answer (${finished.exit})`), finished.output);
}
