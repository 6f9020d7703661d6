import { createCommandEvaluator } from './commandEvaluator.js';
import type { Evaluation, Evaluator, TrialTask } from './evaluation.js';
import { createPool } from './pool.js';
import { createProcessEvaluator } from './processEvaluator.js';

/** One evaluator for every kind of trial; threads and processes are started when the first trial needs them. */
export function createEvaluators(parallel: number): Evaluator {
  const started = new Map<string, Evaluator>();
  const create = (kind: string): Evaluator =>
    kind === 'command' ? createCommandEvaluator() : kind === 'thread' ? createPool(parallel) : createProcessEvaluator();
  const get = (kind: string): Evaluator => started.get(kind) ?? started.set(kind, create(kind)).get(kind)!;
  return {
    evaluate: (task): Promise<Evaluation> => get(kindOf(task)).evaluate(task),
    close: async () => void (await Promise.all([...started.values()].map((evaluator) => evaluator.close()))),
  };
}

const kindOf = ({ objective, isolation }: TrialTask): string => (objective.kind === 'command' ? 'command' : isolation);
