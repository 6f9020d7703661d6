import { relative } from 'node:path';

import { type HowToCheck, readTaskTrial, sealProblem, type TrialTask } from '@nx-tune/runner';
import type { ExecutorContext, TaskGraph } from '@nx/devkit';

import { trialExecutor } from '../../constants.js';
import { runtimeVersions } from '../../run/runIdentity.js';
import { isOfVersions } from '../../study/hasOtherInputs.js';
import { isUnknown, toTrialTask, type TrialOptions } from '../trial/trialTask.js';

/** A trial of this run whose folder is not what the trial left. */
export interface WrongTrial {
  /** The id of its task. */
  readonly task: string;
  readonly trial: TrialTask;
  /** Its folder, relative to the workspace. */
  readonly root: string;
  /** A predicate of its folder. */
  readonly why: string;
}

type Graphs = Pick<ExecutorContext, 'projectGraph' | 'root' | 'taskGraph'>;

/** Finds wrong trials among some tasks. */
export function wrongTrials(context: Graphs, tasks: readonly string[], how: HowToCheck): WrongTrial[] {
  return tasks.flatMap((task) => {
    const trial = trialOf(task, context);
    const why = trial && whyWrong(trial, trial.trialDir, how);
    if (trial === undefined || why === undefined) return [];
    return [{ task, trial, root: relative(context.root, trial.trialDir).replaceAll('\\', '/'), why }];
  });
}

/** The trial that a task computes; undefined if it computes none. */
export function trialOf(task: string, { projectGraph, root, taskGraph }: Graphs): TrialTask | undefined {
  const { project = '', target: name = '' } = taskGraph?.tasks[task]?.target ?? {};
  const target = projectGraph.nodes[project]?.data.targets?.[name];
  if (target?.executor !== trialExecutor) return undefined;
  const trial = toTrialTask(project, target.options as TrialOptions, { root, projectGraph });
  return trial === null || isUnknown(trial) ? undefined : trial;
}

/** The task of this run that computes the trial of a folder, which is relative to the workspace. */
export const taskIn = (folder: string, { projectGraph, taskGraph }: Omit<Graphs, 'root'>): string | undefined =>
  Object.values(taskGraph?.tasks ?? {}).find(
    ({ target }) => target.target === 'trial' && projectGraph.nodes[target.project]?.data.root === folder,
  )?.id;

/** Says what is wrong with a folder that should hold a trial, or returns undefined. */
export function whyWrong(trial: TrialTask, trialDir: string, how: HowToCheck): string | undefined {
  const record = readTaskTrial({ ...trial, trialDir });
  if (record.kind === 'missing') return trial.limits?.failFast === undefined ? 'has no result' : undefined;
  if (record.kind === 'unusable') return `cannot be trusted: ${record.why}`;
  const { inputs } = record.run ?? {};
  if (
    record.run &&
    inputs !== undefined &&
    inputs !== (trial.inputs ?? inputs) &&
    isOfVersions(record.run, runtimeVersions)
  )
    return 'cannot be trusted: it was computed with other inputs';
  const problem = record.run && sealProblem(trialDir, record.run, how);
  return problem && `cannot be trusted: ${problem}`;
}

/** The tasks that a task has waited for. */
export function neededTasks({ taskGraph, projectName, targetName }: ExecutorContext): readonly string[] {
  const own = ownTask(taskGraph, projectName, targetName);
  return own === undefined ? [] : (taskGraph?.dependencies[own] ?? []).map(({ id }) => id);
}

const ownTask = (taskGraph: TaskGraph | undefined, project?: string, target?: string): string | undefined =>
  Object.values(taskGraph?.tasks ?? {}).find((task) => task.target.project === project && task.target.target === target)
    ?.id;
