import { defined } from '@nx-tune/search/core';
import type { StoredResult, Undeclared } from '@nx-tune/sweep';
import { crashSummary, isProcessCrash } from '@nx-tune/sweep/trial';

import { crashed, failedEvaluation } from '../evaluate/crashed.js';
import type { Evaluators } from '../evaluate/evaluators.js';
import type { Journal } from '../journal/journal.js';
import type { Evaluation } from '../model/evaluation.js';
import type { TrialTask } from '../model/trialTask.js';
import { largest, type Usage } from '../processes/followUsage.js';
import { attemptVariable } from '../processes/leftovers.js';
import type { Allotment } from '../resources/allotments.js';
import {
  copyCheckpoint,
  type Execution,
  prepareTrialFolder,
  toResult,
  type WrittenTrial,
  writeTrial,
} from '../trialFolder/trialFolder.js';
import type { Witness } from '../witness/witness.js';
import type { FinishedTrial } from './finishedTrial.js';

/** A trial that has ended, and whose result is not recorded yet. */
export interface EndedTrial {
  readonly task: TrialTask;
  readonly evaluation: Evaluation;
  readonly startedAt: Date;
  readonly durationMs: number;
  /** The guard's epoch when it began. */
  readonly epoch: number;
  readonly undeclared: Undeclared | undefined;
}

/** One attempt to compute a trial. */
export interface Attempt {
  /** Unique; the processes of the trial inherit it. */
  readonly name: string;
  /** True if no other run has taken the trial meanwhile. */
  isOurs(): boolean;
}

/** Evaluates a trial, again if it crashes and may be retried, and finds out what it read. */
export async function runTrial(
  task: TrialTask,
  env: Allotment['env'],
  evaluators: Pick<Evaluators, 'evaluate'>,
  witness: Witness | undefined,
  attempt: Attempt,
): Promise<EndedTrial> {
  const watchedEnv = { ...env, [attemptVariable]: attempt.name, ...witness?.envOf(task) };
  const epoch = witness?.guardOf(task)?.epoch ?? 0;
  const startedAt = new Date();
  const start = performance.now();
  let undeclared: Undeclared | undefined;
  let tries = 0;
  const evaluation = await tryAndRetry(task, async () => {
    // Another run may have begun to compute it, if this one was stopped for a while: then its folder is not to be emptied.
    if (tries++ > 0 && !attempt.isOurs()) return crashed('another run computes this trial');
    const tried = await prepareAndEvaluate({ ...task, env: watchedEnv }, epoch, evaluators);
    // What an attempt that crashed has read may still be in the memory of its thread.
    undeclared = witness?.undeclared(task, tried, watchedEnv);
    return tried;
  });
  const durationMs = performance.now() - start;
  return { task, evaluation, startedAt, durationMs, epoch, undeclared };
}

/** Records the result of a trial in its folder and, if it can be trusted, in the journal. */
export function recordTrial(
  ended: EndedTrial,
  { runId, versions }: Pick<Execution, 'runId' | 'versions'>,
  journal: Journal,
): RecordedTrial {
  const { task, evaluation, startedAt, durationMs, undeclared } = ended;
  const execution = { runId, startedAt, durationMs, versions, ...defined({ undeclared }) };
  const { result, written } = record(task, evaluation, execution, journal);
  const finished = {
    task,
    result,
    output: evaluation.output,
    startedAt,
    durationMs,
    origin: 'computed',
    ...defined({ undeclared }),
  } as const;
  return { finished, written };
}

/** A trial, and what was written of it, if it could be written. */
export interface RecordedTrial {
  readonly finished: FinishedTrial;
  readonly written: WrittenTrial | undefined;
}

/** Retries with the same seed: that helps against failures of the machine or of a service, not against bugs. */
async function tryAndRetry(task: TrialTask, evaluate: () => Promise<Evaluation>): Promise<Evaluation> {
  const notes: string[] = [];
  let used: Usage = { cpuMs: 0 };
  for (let left = task.limits?.retries ?? 0; ; left--) {
    const evaluation = await evaluate();
    used = together(used, evaluation);
    if (evaluation.outcome.kind !== 'failed' || left <= 0)
      return { ...withoutUsage(evaluation), ...used, output: [...notes, evaluation.output].join('') };
    // The error of a process ends with its output, which is above.
    const { error } = evaluation.outcome;
    const reason = isProcessCrash(error) ? crashSummary(error) : error;
    notes.push(`${evaluation.output}attempt ${notes.length + 1} failed, trying again: ${reason}\n`);
  }
}

/** Combines the usage of two attempts, one after the other. */
function together(a: Usage, { cpuMs, peakMemoryBytes }: Usage): Usage {
  const both = a.cpuMs === undefined || cpuMs === undefined ? undefined : a.cpuMs + cpuMs;
  return defined({ ...largest(a, defined({ peakMemoryBytes })), cpuMs: both });
}

const withoutUsage = ({ cpuMs: _cpu, peakMemoryBytes: _peak, ...evaluation }: Evaluation): Evaluation => evaluation;

/** If a trial's folder cannot be written, only that trial fails. */
async function prepareAndEvaluate(
  task: TrialTask,
  epoch: number,
  evaluators: Pick<Evaluators, 'evaluate'>,
): Promise<Evaluation> {
  try {
    prepareTrialFolder(task);
    await copyCheckpoint(task);
    return await evaluators.evaluate({ ...task, env: { ...task.environment, ...task.env } }, epoch);
  } catch (error) {
    return failedEvaluation(error);
  }
}

function record(
  task: TrialTask,
  evaluation: Evaluation,
  execution: Execution,
  journal: Journal,
): { readonly result: StoredResult; readonly written: WrittenTrial | undefined } {
  try {
    const written = writeTrial(task, evaluation, execution);
    const { result } = written;
    const isTrusted = execution.undeclared === undefined || task.undeclared === 'allow';
    if (isTrusted && (result.outcome.kind !== 'failed' || task.onCrash === 'record')) journal.record(task, written);
    return { result, written };
  } catch (error) {
    // If the trial itself had failed, its own error is the one to report.
    const isFailed = evaluation.outcome.kind === 'failed';
    const result = toResult(task, isFailed ? evaluation : failedEvaluation(error, evaluation.output));
    return { result, written: undefined };
  }
}
