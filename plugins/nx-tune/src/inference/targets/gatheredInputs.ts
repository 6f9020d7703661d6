import type { TargetConfiguration } from '@nx/devkit';

import type { Project } from '../../study/project.js';
import type { SweepPlan, ValidSweepPlan } from '../sweepPlan.js';
import { escapeGlob } from './globs.js';
import { inputsProjectOf } from './inputsProjects.js';
import { leaveOut } from './trialInputs.js';

type Inputs = NonNullable<TargetConfiguration['inputs']>;

/**
 * The inputs of a sweep's target besides its file. It is never restored, so they matter to `nx affected` alone: a file affects a target
 * that has it as an input, or that reads outputs of a task that has. Nx needs 0.6 ms to hash the result of a trial, so the target has the
 * inputs of its trials; it reads their results where these depend on the case, or on what other tasks make.
 */
export function gatheredInputs(project: Project, plan: ValidSweepPlan, plans: readonly SweepPlan[]): Inputs {
  const bases = plan.sweep.bases ?? [];
  const ownBases = bases.map((file) => inOwnProject(project, file));
  if (!areAlike(plans) || plan.cases.inputs.size > 0)
    return [...ownBases, { dependentTasksOutputFiles: '**/result.json' }];
  const leftOut = new Set<unknown>(bases.map((file) => leaveOut(escapeGlob(file))));
  const { inputs } = inputsProjectOf(project)([plan]);
  return [...ownBases, ...inputs.filter((input) => !leftOut.has(input))];
}

/** True if no trial of the project waits for tasks that users have added. */
const areAlike = (plans: readonly SweepPlan[]): boolean =>
  plans.every((plan) => plan.kind === 'invalid' || plan.before.length === 0);

/** Trials leave out some files of their project, so what is one of them is named from the project. */
const inOwnProject = ({ root }: Project, file: string): string => {
  if (root === '.') return `{projectRoot}/${escapeGlob(file)}`;
  return file.startsWith(`${root}/`)
    ? `{projectRoot}/${escapeGlob(file.slice(root.length + 1))}`
    : `{workspaceRoot}/${escapeGlob(file)}`;
};
