import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createCommandEvaluator } from '../evaluate/command/commandEvaluator.js';
import { crashed } from '../evaluate/crashed.js';
import { createProcessEvaluator } from '../evaluate/process/processEvaluator.js';
import type { Evaluation } from '../model/evaluation.js';
import type { TrialTask } from '../model/trialTask.js';
import { defaultGraceMs } from '../processes/grace.js';
import { createAllotments } from '../resources/allotments.js';
import { machineCapacity } from '../resources/machineCapacity.js';
import { readIfThere } from '../trialFolder/readIfThere.js';
import { copyCheckpoint, prepareTrialFolder } from '../trialFolder/trialFolder.js';
import type { InputFiles } from '../witness/inputFiles.js';
import { createJudge, undeclaredAmong } from '../witness/judgeSeen.js';
import { parseTrace, straceArguments } from './parseTrace.js';
import { seenInTrace } from './seenInTrace.js';

/** The evaluation of a trial under strace. */
export interface TracedTrial {
  readonly evaluation: Evaluation;
  /**
   * The files that it read and that are not among its inputs, as `Undeclared` has them; undefined if strace could not watch it.
   */
  readonly files?: readonly string[];
}

/**
 * Runs a trial under strace, in a process whatever its isolation, and finds what it reads that is not among its inputs. Nothing
 * is recorded: the caller removes the trial's folder. Limits do not apply, since a traced program is slower.
 */
export async function traceTrial(task: TrialTask, inputs: InputFiles): Promise<TracedTrial> {
  const folder = mkdtempSync(join(tmpdir(), 'nx-tune-trace-'));
  try {
    const log = join(folder, 'strace.log');
    const evaluation = await evaluateWith(['strace', ...straceArguments(log)], task);
    const calls = parseTrace(readIfThere(log) ?? '', task.projectDir);
    if (calls.length === 0) return { evaluation };
    const found = undeclaredAmong(seenInTrace(calls, task), createJudge(inputs), task.trialDir);
    return { evaluation, files: [...new Set(found)].sort() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function evaluateWith(launcher: readonly string[], task: TrialTask): Promise<Evaluation> {
  const resources = task.resources ?? {};
  const allotments = createAllotments(machineCapacity(resources.gpus !== undefined));
  const shortage = allotments.shortage(resources);
  if (shortage !== undefined) return crashed(shortage);
  const create = task.objective.kind === 'command' ? createCommandEvaluator : createProcessEvaluator;
  const evaluator = create(defaultGraceMs, launcher);
  const { limits: _limits, ...unlimited } = task;
  try {
    prepareTrialFolder(task);
    await copyCheckpoint(task);
    return await evaluator.evaluate({ ...unlimited, env: allotments.take(resources)?.env ?? {} });
  } finally {
    await evaluator.close();
  }
}
