import { mkdirSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { inspect } from 'node:util';

import { createStream } from '@nx-tune/search/core';
import { toMetricValue } from '@nx-tune/sweep/trial';

import { artifactsDir, checkpointDir } from '../../trialFolder/artifactsDir.js';
import { describeError } from '../describeError.js';
import type { CurvePoint, Evaluation } from '../../model/evaluation.js';
import type { TrialTask } from '../../model/trialTask.js';
import { Infeasible, throwInfeasible } from './infeasible.js';
import { interpretMetrics, type Interpretation } from '../interpretMetrics.js';
import { loadObjective } from './loadObjective.js';
import { measureTime } from './measureTime.js';
import { createStopJudge, Stopped, type StoppedEarly } from './stopJudge.js';
import type { Metrics, Trial } from '../../model/objective.js';

/** Computes a module trial in this thread. Whatever the objective throws becomes its outcome. */
export async function evaluateModule(task: TrialTask, signal: AbortSignal): Promise<Omit<Evaluation, 'output'>> {
  const curve: CurvePoint[] = [];
  let stopped: StoppedEarly | undefined;
  const judge = createStopJudge(task);
  const report = (point: CurvePoint): void => {
    if (stopped === undefined) {
      curve.push(point);
      stopped = judge(point);
    }
    if (stopped !== undefined) throw new Stopped(`stopped after step ${curve.at(-1)?.step}`);
  };
  try {
    const answered = await answer(task, createTrial(task, report, signal));
    await promisesLeftBehind();
    return { ...(stopped ?? answered), curve };
  } catch (error) {
    if (stopped !== undefined) return { ...stopped, curve };
    if (error instanceof Infeasible)
      return { outcome: { kind: 'infeasible', reason: error.message }, metrics: {}, curve };
    return { outcome: { kind: 'failed', error: describeError(error) }, metrics: {}, curve };
  }
}

/** A rejection that nobody awaits surfaces one turn later, and must fail this trial, not the next one in the thread. */
const promisesLeftBehind = (): Promise<void> => setImmediate();

async function answer(task: TrialTask, trial: Trial): Promise<Interpretation> {
  if (task.objective.kind !== 'module') throw new Error('Internal error: a command was given to evaluateModule');
  const objective = await loadObjective(task.projectDir, task.objective.path);
  return interpretMetrics(await objective(structuredClone(task.params), trial));
}

/** The second argument of an objective. */
export function createTrial(task: TrialTask, add: (point: CurvePoint) => void, signal: AbortSignal): Trial {
  const stream = createStream(task.seed, 'objective');
  let dir: string | undefined;
  const report = (step: number, metrics: Metrics): void => add(curvePoint(step, metrics));
  return {
    id: task.id,
    seed: task.seed,
    replicate: task.replicate ?? 0,
    ...(task.case === undefined ? {} : { case: structuredClone(task.case) }),
    rng: stream,
    get dir() {
      return (dir ??= madeFolder(artifactsDir(task.trialDir)));
    },
    ...budgetOf(task),
    ...(task.continues && { checkpoint: checkpointDir(task.trialDir) }),
    signal,
    report,
    infeasible: throwInfeasible,
    measure: (run, options) => measureTime(run, signal, options),
  };
}

/** Most objectives write nothing, so the folder is made for those that ask for it. */
function madeFolder(folder: string): string {
  mkdirSync(folder, { recursive: true });
  return folder;
}

function budgetOf({ budget = {} }: TrialTask): { readonly budget?: number } {
  const [amount] = Object.values(budget);
  return typeof amount !== 'number' ? {} : { budget: amount };
}

function curvePoint(step: number, metrics: Metrics): CurvePoint {
  if (!Number.isSafeInteger(step))
    throw new TypeError(`report(step, metrics): step must be a whole number, but it is ${step}`);
  const entries = Object.entries(metrics).map(([name, value]) => [name, toMetricValue(asNumber(name, value))] as const);
  return { step, metrics: Object.fromEntries(entries) };
}

/** No compiler checks an objective written in JavaScript. */
function asNumber(name: string, value: unknown): number {
  if (typeof value === 'number') return value;
  throw new TypeError(`report(step, metrics): metric "${name}" must be a number, but it is ${inspect(value)}`);
}
