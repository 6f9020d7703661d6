import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { inspect } from 'node:util';

import { createStream, toMetricValue } from '@nx-tune/search/trial';

import { describeError } from './describeError.js';
import type { CurvePoint, Evaluation, TrialTask } from './evaluation.js';
import { Infeasible, throwInfeasible } from './infeasible.js';
import { interpretMetrics } from './interpretMetrics.js';
import { loadObjective } from './loadObjective.js';
import type { Metrics, Trial } from './trial.js';

/** Computes a module trial in this thread. Everything that the objective throws becomes its outcome. */
export async function evaluateModule(task: TrialTask, signal: AbortSignal): Promise<Omit<Evaluation, 'output'>> {
  const curve: CurvePoint[] = [];
  try {
    const answered = await answer(task, createTrial(task, curve, signal));
    await promisesLeftBehind();
    return { ...answered, curve };
  } catch (error) {
    if (error instanceof Infeasible)
      return { outcome: { kind: 'infeasible', reason: error.message }, metrics: {}, curve };
    return { outcome: { kind: 'failed', error: describeError(error) }, metrics: {}, curve };
  }
}

/** A rejection that nobody awaits surfaces one turn later, and must fail this trial and not the thread's next. */
const promisesLeftBehind = (): Promise<void> => setImmediate();

async function answer(task: TrialTask, trial: Trial): Promise<Pick<Evaluation, 'outcome' | 'metrics'>> {
  if (task.objective.kind !== 'module') throw new Error('Internal error: a command was given to evaluateModule');
  const objective = await loadObjective(task.projectDir, task.objective.path);
  return interpretMetrics(await objective(structuredClone(task.params), trial), task.metric);
}

function createTrial(task: TrialTask, curve: CurvePoint[], signal: AbortSignal): Trial {
  const stream = createStream(task.seed, 'objective');
  const report = (step: number, metrics: Metrics): void => void curve.push(curvePoint(step, metrics));
  return {
    id: task.id,
    seed: task.seed,
    rng: stream,
    dir: artifactsDir(task.trialDir),
    ...budgetOf(task),
    ...(task.continues === undefined ? {} : { checkpoint: checkpointDir(task.trialDir) }),
    signal,
    report,
    infeasible: throwInfeasible,
  };
}

function budgetOf({ budget = {} }: TrialTask): { readonly budget?: number } {
  const [amount] = Object.values(budget);
  return amount === undefined ? {} : { budget: amount };
}

/** Where an objective may write. */
export const artifactsDir = (trialDir: string): string => join(trialDir, 'artifacts');

/** Where an objective finds what the trial before left. */
export const checkpointDir = (trialDir: string): string => join(trialDir, 'checkpoint');

function curvePoint(step: number, metrics: Metrics): CurvePoint {
  if (!Number.isSafeInteger(step))
    throw new TypeError(`report(step, metrics): step must be a whole number, but it is ${step}`);
  const entries = Object.entries(metrics).map(([name, value]) => [name, toMetricValue(asNumber(name, value))] as const);
  return { step, metrics: Object.fromEntries(entries) };
}

/** Objectives in JavaScript are not checked by a compiler. */
function asNumber(name: string, value: unknown): number {
  if (typeof value === 'number') return value;
  throw new TypeError(`report(step, metrics): metric "${name}" must be a number, but it is ${inspect(value)}`);
}
