import { createCommandEvaluator } from './command/commandEvaluator.js';
import type { Evaluation, Evaluator } from '../model/evaluation.js';
import type { TrialTask } from '../model/trialTask.js';
import { defaultGraceMs } from '../processes/grace.js';
import { createPool } from './thread/pool.js';
import { createProcessEvaluator } from './process/processEvaluator.js';

/** Creates one evaluator for every kind of trial; threads and processes start when the first trial needs them. */
export function createEvaluators(parallel: number): Evaluator {
  const started = new Map<string, Evaluator>();
  const get = (task: TrialTask): Evaluator => {
    // A thread loads a module once, and a module may read the environment when it is loaded.
    const key = `${kindOf(task)} ${task.limits?.memoryMb ?? ''} ${JSON.stringify(task.environment ?? {})}`;
    const evaluator = started.get(key) ?? create(task, parallel);
    started.set(key, evaluator);
    return evaluator;
  };
  return {
    evaluate: (task): Promise<Evaluation> => get(task).evaluate(task),
    close: async () => void (await Promise.all([...started.values()].map((evaluator) => evaluator.close()))),
  };
}

function create(task: TrialTask, parallel: number): Evaluator {
  const kind = kindOf(task);
  if (kind === 'command') return createCommandEvaluator();
  return kind === 'thread' ? createPool(parallel, defaultGraceMs, task.limits?.memoryMb) : createProcessEvaluator();
}

const kindOf = ({ objective, isolation }: TrialTask): string => (objective.kind === 'command' ? 'command' : isolation);
