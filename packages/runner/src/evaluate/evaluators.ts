import { createCommandEvaluator } from './command/commandEvaluator.js';
import type { Evaluation, Evaluator } from '../model/evaluation.js';
import type { TrialTask } from '../model/trialTask.js';
import { defaultGraceMs } from '../processes/grace.js';
import { createPool } from './thread/pool.js';
import { createProcessEvaluator } from './process/processEvaluator.js';

/** The evaluators of a slice. */
export interface Evaluators extends Evaluator {
  /** Ends the threads that have loaded code which has changed since, and what they compute. Later trials get new ones. */
  renew(task: TrialTask): void;
}

/** Creates one evaluator for every kind of trial; threads and processes start when the first trial needs them. */
export function createEvaluators(parallel: number): Evaluators {
  const started = new Map<string, Evaluator>();
  const closing: Promise<void>[] = [];
  const get = (task: TrialTask): Evaluator => {
    const key = keyOf(task);
    const evaluator = started.get(key) ?? create(task, parallel);
    started.set(key, evaluator);
    return evaluator;
  };
  return {
    evaluate: (task): Promise<Evaluation> => get(task).evaluate(task),
    renew: (task) => {
      const evaluator = started.get(keyOf(task));
      if (evaluator === undefined || kindOf(task) !== 'thread') return;
      started.delete(keyOf(task));
      closing.push(evaluator.close());
    },
    close: async () =>
      void (await Promise.all([...closing, ...[...started.values()].map((evaluator) => evaluator.close())])),
  };
}

function create(task: TrialTask, parallel: number): Evaluator {
  const kind = kindOf(task);
  if (kind === 'command') return createCommandEvaluator();
  return kind === 'thread' ? createPool(parallel, defaultGraceMs, task.limits?.memoryMb) : createProcessEvaluator();
}

/** A thread keeps the modules and data that it has read, so it serves only trials that depend on the same files. */
const keyOf = (task: TrialTask): string =>
  [kindOf(task), task.limits?.memoryMb, ...(kindOf(task) === 'thread' ? [task.inputs] : [])].join(' ');

const kindOf = ({ objective, isolation }: TrialTask): string => (objective.kind === 'command' ? 'command' : isolation);
