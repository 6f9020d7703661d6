import { createCommandEvaluator } from './command/commandEvaluator.js';
import type { Evaluation, Evaluator } from '../model/evaluation.js';
import type { TrialTask } from '../model/trialTask.js';
import { defaultGraceMs } from '../processes/grace.js';
import { createPool } from './thread/pool.js';
import { createProcessEvaluator } from './process/processEvaluator.js';

/** The evaluators of a slice. */
export interface Evaluators {
  /**
   * Evaluates a trial. Threads that began in an earlier epoch may have loaded code that has changed since: they are ended,
   * whatever they compute, and new ones start.
   */
  evaluate(task: TrialTask, epoch?: number): Promise<Evaluation>;
  close(): Promise<void>;
}

/**
 * Creates one evaluator for every kind of trial; threads and processes start when the first trial needs them. Where all trials are
 * known, no more threads start than there are trials that they serve.
 */
export function createEvaluators(parallel: number, trials?: readonly TrialTask[]): Evaluators {
  const served = trials && countByKey(trials);
  const started = new Map<string, Started>();
  const closing: Promise<void>[] = [];
  const get = (task: TrialTask, epoch: number): Started => {
    const key = keyOf(task);
    const present = started.get(key);
    if (present !== undefined && (present.epoch >= epoch || kindOf(task) !== 'thread')) return present;
    if (present !== undefined) closing.push(present.evaluator.close());
    const isThread = kindOf(task) === 'thread';
    if (isThread) closing.push(...closeIdle(started));
    const fresh = {
      epoch,
      evaluator: create(task, Math.min(parallel, served?.get(key) ?? parallel)),
      isThread,
      running: 0,
    };
    started.set(key, fresh);
    return fresh;
  };
  return {
    evaluate: (task, epoch = 0) => {
      const chosen = get(task, epoch);
      chosen.running++;
      return chosen.evaluator.evaluate(task).finally(() => void chosen.running--);
    },
    close: async () =>
      void (await Promise.all([...closing, ...[...started.values()].map(({ evaluator }) => evaluator.close())])),
  };
}

interface Started {
  readonly epoch: number;
  readonly evaluator: Evaluator;
  readonly isThread: boolean;
  /** The number of trials that it evaluates now. */
  running: number;
}

/** The number of pools of threads that wait for further trials: on each of many cases, trials have threads of their own. */
const mostIdle = 3;

/** Closes the pools that have been idle for longest, beyond some. */
function closeIdle(started: Map<string, Started>): Promise<void>[] {
  const idle = [...started].filter(([, { isThread, running }]) => isThread && running === 0);
  return idle.slice(0, Math.max(0, idle.length - mostIdle)).map(([key, { evaluator }]) => {
    started.delete(key);
    return evaluator.close();
  });
}

function create(task: TrialTask, parallel: number): Evaluator {
  const kind = kindOf(task);
  if (kind === 'command') return createCommandEvaluator();
  return kind === 'thread' ? createPool(parallel, defaultGraceMs, task.limits?.memoryMb) : createProcessEvaluator();
}

/**
 * A thread keeps the modules and data that it has read, and a module may read the environment when it is loaded. So it serves
 * only trials that depend on the same files and have the same environment.
 */
function keyOf(task: TrialTask): string {
  const memory = [kindOf(task), task.limits?.memoryMb];
  const ofThread = kindOf(task) === 'thread' ? [task.inputs, JSON.stringify(task.environment ?? {})] : [];
  return [...memory, ...ofThread].join(' ');
}

function countByKey(trials: readonly TrialTask[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const trial of trials) counts.set(keyOf(trial), (counts.get(keyOf(trial)) ?? 0) + 1);
  return counts;
}

const kindOf = ({ objective, isolation }: TrialTask): string => (objective.kind === 'command' ? 'command' : isolation);
