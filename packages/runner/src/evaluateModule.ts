import { join } from 'node:path';

import { createStream, toMetricValue } from '@nx-tune/search';

import { captureOutput } from './captureOutput.js';
import { type CurvePoint, describeError, type Evaluation, type TrialTask } from './evaluation.js';
import { interpretMetrics } from './interpretMetrics.js';
import { loadObjective } from './loadObjective.js';
import type { Metrics, Trial } from './trial.js';

/** Computes a module trial in this thread. Everything that the objective throws becomes its outcome. */
export async function evaluateModule(task: TrialTask, signal: AbortSignal): Promise<Evaluation> {
  const curve: CurvePoint[] = [];
  const output = captureOutput();
  try {
    return { ...(await answer(task, createTrial(task, curve, signal))), curve, output: output.tail.text };
  } catch (error) {
    return { outcome: { kind: 'failed', error: describeError(error) }, metrics: {}, curve, output: output.tail.text };
  } finally {
    output.restore();
  }
}

async function answer(task: TrialTask, trial: Trial): Promise<Pick<Evaluation, 'outcome' | 'metrics'>> {
  if (task.objective.kind !== 'module') throw new Error('Internal error: a command was given to evaluateModule');
  const objective = await loadObjective(task.projectDir, task.objective.path);
  return interpretMetrics(await objective(structuredClone(task.params), trial), task.metric);
}

function createTrial(task: TrialTask, curve: CurvePoint[], signal: AbortSignal): Trial {
  const stream = createStream(task.seed, 'objective');
  const report = (step: number, metrics: Metrics): void => void curve.push(curvePoint(step, metrics));
  return { id: task.id, seed: task.seed, rng: stream, dir: artifactsDir(task.trialDir), signal, report };
}

/** Where an objective may write. */
export const artifactsDir = (trialDir: string): string => join(trialDir, 'artifacts');

function curvePoint(step: number, metrics: Metrics): CurvePoint {
  if (!Number.isSafeInteger(step)) throw new TypeError(`report(step, metrics): step must be a whole number, but it is ${step}`);
  const entries = Object.entries(metrics).map(([name, value]) => [name, toMetricValue(Number(value))] as const);
  return { step, metrics: Object.fromEntries(entries) };
}
