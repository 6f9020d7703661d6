import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { canonicalJsonText } from '@nx-tune/search/core';

import { parseCommandAnswer } from './commandAnswer.js';
import { parseCommandCurve } from './commandCurve.js';
import { commandOf, paramsFileOf, paramsOf } from './commandOf.js';
import { artifactsDir, checkpointDir } from '../../trialFolder/artifactsDir.js';
import { limitExceeded, crashed, failedEvaluation } from '../crashed.js';
import type { Evaluation, Evaluator } from '../../model/evaluation.js';
import type { TrialTask } from '../../model/trialTask.js';
import { defaultGraceMs } from '../../processes/grace.js';
import { interpretMetrics } from '../interpretMetrics.js';
import { lastLines } from '../../processes/lastLines.js';
import { createProcessGroup, type ProcessResult, type ProcessGroup } from '../../processes/processGroup.js';
import { watched } from '../../witness/watched.js';
import { pythonDefaults } from './pythonDefaults.js';
import { importsShim, nothingLogged, wandbShim } from './wandbShim.js';

/**
 * Computes trials by running a command for each, with an argument array and no shell. A launcher is a program with arguments
 * that runs it, such as strace.
 */
export function createCommandEvaluator(graceMs: number = defaultGraceMs, launcher: readonly string[] = []): Evaluator {
  const group = createProcessGroup(graceMs);
  return {
    evaluate: (task) => evaluate(task, group, launcher).catch((error: unknown) => failedEvaluation(error)),
    close: () => group.close(),
  };
}

async function evaluate(task: TrialTask, group: ProcessGroup, launcher: readonly string[]): Promise<Evaluation> {
  const paramsFile = paramsFileOf(task);
  writeFileSync(paramsFile, canonicalJsonText(paramsOf(task)));
  const [command = '', ...args] = commandOf(task);
  const given = { ...process.env, ...task.env };
  const env = watched({
    ...pythonDefaults(process.env),
    ...given,
    ...wandbShim(task.objective, task.id, given),
    ...environment(task, paramsFile),
  });
  const [program = '', ...words] = [...launcher, command, ...args];
  const finished = await group.run(program, words, { cwd: task.projectDir, env }, task.limits);
  return interpret(task, command, finished);
}

function environment(task: TrialTask, paramsFile: string): Record<string, string> {
  return {
    TUNE_PARAMS: JSON.stringify(paramsOf(task)),
    TUNE_PARAMS_FILE: paramsFile,
    TUNE_SEED: task.seed,
    TUNE_REPLICATE: String(task.replicate ?? 0),
    TUNE_TRIAL_ID: task.id,
    TUNE_TRIAL_DIR: artifactsDir(task.trialDir),
    ...Object.fromEntries(Object.values(task.budget ?? {}).map((amount) => ['TUNE_BUDGET', String(amount)])),
    ...(task.continues && { TUNE_CHECKPOINT: checkpointDir(task.trialDir) }),
  };
}

function interpret(task: TrialTask, command: string, { exit, stdout, output, exceeded }: ProcessResult): Evaluation {
  const written = (name: string): string | undefined => readIfThere(join(artifactsDir(task.trialDir), name));
  const reported = parseCommandCurve(written('curve.jsonl') ?? '');
  const curve = 'curve' in reported ? reported.curve : [];
  // An error may become a result, in which there must be no path of this machine.
  const name = command.replaceAll(artifactsDir(task.trialDir), '${trial_dir}');
  const failed = (error: string): Evaluation => ({ ...crashed(error, output), curve });
  if (exceeded !== undefined) return failed(`${name}: ${limitExceeded(exceeded, task.limits)}${lastLines(output)}`);
  if (exit !== 'exit code 0') return failed(`${name}: ${exit}${lastLines(output)}`);
  if ('problem' in reported) return failed(reported.problem);
  const metrics = written('metrics.json');
  const answer = parseCommandAnswer(metrics, stdout);
  if ('problem' in answer)
    return failed(metrics === undefined && importsShim(task.objective) ? nothingLogged : answer.problem);
  return { ...interpretMetrics(answer.value), curve, output };
}

const readIfThere = (file: string): string | undefined => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
