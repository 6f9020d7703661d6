import { ignoredFiles } from '../../imports/ignoredFiles.js';
import type { Project } from '../../study/project.js';
import type { SweepPlan } from '../sweepPlan.js';
import { codeAndUnseen, mayBeIgnored } from './reachedFiles.js';

/** The sweeps of a project. */
export interface ProjectPlans {
  readonly project: Project;
  readonly plans: readonly SweepPlan[];
}

/** Finds the files of all sweeps that Nx must be told to read, and digests the rest of their code. git is asked once. */
export function withUnseen<Plans extends ProjectPlans>(workspaceRoot: string, all: readonly Plans[]): Plans[] {
  const reached = all.flatMap(({ plans }) => plans.flatMap((plan) => (plan.kind === 'valid' ? plan.reached : [])));
  const ignored = ignoredFiles(workspaceRoot, [...new Set(reached.flatMap(mayBeIgnored))]);
  return all.map((one) => ({
    ...one,
    plans: one.plans.map((plan) => fill(workspaceRoot, one.project, plan, ignored)),
  }));
}

const fill = (workspaceRoot: string, project: Project, plan: SweepPlan, ignored: ReadonlySet<string>): SweepPlan =>
  plan.kind === 'valid' ? { ...plan, ...codeAndUnseen(workspaceRoot, project, plan.reached, ignored) } : plan;
