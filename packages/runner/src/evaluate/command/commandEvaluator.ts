import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { canonicalJsonText } from '@nx-tune/search/core';
import { placedText, wholeRun } from '@nx-tune/sweep/trial';

import { parseCommandAnswer } from './commandAnswer.js';
import { parseCommandCurve } from './commandCurve.js';
import { followReports } from './followReports.js';
import type { WantedReports } from './reportCount.js';
import { commandOf, paramsFileOf, paramsOf } from './commandOf.js';
import { artifactsDir, checkpointDir } from '../../trialFolder/artifactsDir.js';
import { limitExceeded, crashed, failedEvaluation } from '../crashed.js';
import type { CurvePoint, Evaluation, Evaluator } from '../../model/evaluation.js';
import type { TrialTask } from '../../model/trialTask.js';
import { defaultGraceMs } from '../../processes/grace.js';
import { interpretMetrics, isRecord } from '../interpretMetrics.js';
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
  mkdirSync(artifactsDir(task.trialDir), { recursive: true });
  const paramsFile = paramsFileOf(task);
  writeFileSync(paramsFile, canonicalJsonText(paramsOf(task)));
  const [command = '', ...args] = commandOf(task);
  const given = { ...process.env, ...task.env };
  const env = watched({
    ...pythonDefaults(process.env, task.reports !== undefined),
    ...given,
    ...wandbShim(task.objective, task.id, given),
    ...environment(task, paramsFile),
  });
  const [program = '', ...words] = [...launcher, command, ...args];
  const wanted = wantedReports(task);
  const followed = wanted && followReports(task, wanted);
  const finished = await group.run(program, words, { cwd: task.projectDir, env }, task.limits, (child) =>
    followed?.start(child, () => group.end(child)),
  );
  const reported = followed?.finish();
  if (reported?.enough !== undefined) return withoutArtifacts(task, endedEarly(reported.enough, finished));
  const evaluation = { ...interpret(task, command, finished, reported?.printed), ...finished.usage };
  return wanted?.amount === Infinity ? evaluation : withoutArtifacts(task, evaluation);
}

function environment(task: TrialTask, paramsFile: string): Record<string, string> {
  return {
    TUNE_PARAMS: JSON.stringify(paramsOf(task)),
    TUNE_PARAMS_FILE: paramsFile,
    TUNE_SEED: task.seed,
    TUNE_REPLICATE: String(task.replicate ?? 0),
    ...(task.case === undefined ? {} : { TUNE_CASE: placedText(task.case) }),
    TUNE_TRIAL_ID: task.id,
    TUNE_TRIAL_DIR: artifactsDir(task.trialDir),
    ...Object.fromEntries(amountsOf(task).map((amount) => ['TUNE_BUDGET', String(amount)])),
    // A trial that is ended early leaves nothing to continue from.
    ...(task.continues && task.reports === undefined && { TUNE_CHECKPOINT: checkpointDir(task.trialDir) }),
  };
}

const amountsOf = ({ budget = {} }: TrialTask): number[] =>
  Object.values(budget).filter((amount) => amount !== wholeRun);

function wantedReports(task: TrialTask): WantedReports | undefined {
  const [amount = Infinity] = amountsOf(task);
  return task.reports === undefined ? undefined : { metric: task.reports, amount };
}

/** The last of the reports that were wanted is the result, whatever the program did until it ended. */
const endedEarly = (curve: readonly CurvePoint[], { output, usage }: ProcessResult): Evaluation => ({
  outcome: { kind: 'completed' },
  metrics: curve.at(-1)?.metrics ?? {},
  curve,
  output,
  ...usage,
});

/** Empties the artifacts of a program that was ended: its progress by then varies, and nothing continues from there. */
function withoutArtifacts(task: TrialTask, evaluation: Evaluation): Evaluation {
  if (task.reports === undefined || evaluation.outcome.kind === 'failed') return evaluation;
  rmSync(artifactsDir(task.trialDir), { recursive: true, force: true });
  mkdirSync(artifactsDir(task.trialDir));
  return evaluation;
}

function interpret(
  task: TrialTask,
  command: string,
  { exit, stdout, output, exceeded }: ProcessResult,
  printed: readonly CurvePoint[] = [],
): Evaluation {
  const written = (name: string): string | undefined => readIfThere(join(artifactsDir(task.trialDir), name));
  const appended = written('curve.jsonl');
  // A single line is the result.
  const reported = appended === undefined ? { curve: printed.length > 1 ? printed : [] } : parseCommandCurve(appended);
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
  const isReport = task.reports !== undefined && metrics === undefined;
  return { ...interpretMetrics(isReport ? withoutStep(answer.value) : answer.value), curve, output };
}

/** The last line may be a report, too, whose step is not a metric. */
function withoutStep(answer: unknown): unknown {
  if (!isRecord(answer) || Object.keys(answer).length < 2) return answer;
  const { step: _, ...metrics } = answer;
  return metrics;
}

const readIfThere = (file: string): string | undefined => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
