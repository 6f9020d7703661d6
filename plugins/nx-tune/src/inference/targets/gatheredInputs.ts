import type { TargetConfiguration } from '@nx/devkit';

import type { Project } from '../../study/project.js';
import type { SweepPlan, ValidSweepPlan } from '../sweepPlan.js';
import { escapeGlob } from './globs.js';
import { inputsProjectOf } from './inputsProjects.js';
import { leaveOut } from './trialInputs.js';

type Inputs = NonNullable<TargetConfiguration['inputs']>;

/**
 * What a sweep's target has as inputs besides its file. Nothing of it is restored, so only `nx affected` reads them: the target is affected
 * by a file if it is an input, or is one of a task whose outputs are. Thousands of results need a while to be hashed, so the inputs of the
 * trials stand here a second time, unless they are of several kinds, or depend on what other tasks make.
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

/** Whether no trial of the project waits for tasks that users have added. */
const areAlike = (plans: readonly SweepPlan[]): boolean =>
  plans.every((plan) => plan.kind === 'invalid' || plan.before.length === 0);

/** Trials leave out some files of their project, so what is one of them is named from the project. */
const inOwnProject = ({ root }: Project, file: string): string => {
  if (root === '.') return `{projectRoot}/${escapeGlob(file)}`;
  return file.startsWith(`${root}/`)
    ? `{projectRoot}/${escapeGlob(file.slice(root.length + 1))}`
    : `{workspaceRoot}/${escapeGlob(file)}`;
};
