import { existsSync } from 'node:fs';
import { delimiter, join, relative } from 'node:path';

import { defined } from '@nx-tune/search/core';

import type { TrialTask } from '../../model/trialTask.js';
import { artifactsDir } from '../../trialFolder/artifactsDir.js';
import { expandCommand } from './commandLine.js';

/** The parts of a task that make up its command line. */
export type CommandTask = Pick<
  TrialTask,
  'objective' | 'params' | 'budget' | 'reports' | 'seed' | 'case' | 'projectDir' | 'trialDir' | 'env'
>;

/** The file that holds a trial's params as JSON. */
export const paramsFileOf = ({ trialDir }: CommandTask): string => join(trialDir, 'params.json');

/** A command sees its budget as one more parameter, unless that counts what it reports. */
export const paramsOf = ({ params, budget, reports }: CommandTask): TrialTask['params'] => ({
  ...params,
  ...(reports === undefined ? budget : {}),
});

/** The words of a trial's command, which no shell parses. */
export function commandOf(task: CommandTask): string[] {
  if (task.objective.kind !== 'command') throw new Error('Internal error: a module was given to the command evaluator');
  const { objective } = task;
  const env = { ...process.env, ...task.env };
  return expandCommand({
    objective,
    params: paramsOf(task),
    paramsFile: relative(task.projectDir, paramsFileOf(task)),
    seed: task.seed,
    ...defined({ case: task.case }),
    trialDir: artifactsDir(task.trialDir),
    env,
    findCommand,
  });
}

/** Searches PATH, so that `python` works where only `python3` is installed. */
function findCommand(names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return names.find((name) => folders.some((folder) => existsSync(join(folder, name))));
}
