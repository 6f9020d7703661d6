import { defined } from '@nx-tune/search';

import { ignoredFiles } from '../../imports/ignoredFiles.js';
import type { Project } from '../../study/project.js';
import type { SweepPlan } from '../sweepPlan.js';
import { codeAndUnseen, mayBeIgnored } from './reachedFiles.js';

/** The sweeps of a project. */
export interface ProjectPlans {
  readonly project: Project;
  readonly plans: readonly SweepPlan[];
}

/** Finds the files of all sweeps that Nx must be made to read, and digests the rest of their code. git is asked once. */
export function withUnseen<Plans extends ProjectPlans>(workspaceRoot: string, all: readonly Plans[]): Plans[] {
  const reached = all.flatMap(({ plans }) => plans.flatMap((plan) => (plan.kind === 'valid' ? plan.reached : [])));
  const ignored = ignoredFiles(workspaceRoot, [...new Set(reached.flatMap(mayBeIgnored))]);
  return all.map((one) => {
    const [cases, bases] = [caseGlobs(one.plans), basesIn(one)];
    return {
      ...one,
      plans: one.plans.map((plan) => fill(workspaceRoot, one.project, plan, { ignored, cases, bases })),
    };
  });
}

/** The files that are cases of any sweep of a project: sweeps that share a trial must agree in what it does not depend on. */
const caseGlobs = (plans: readonly SweepPlan[]): readonly string[] =>
  [...new Set(plans.flatMap((plan) => (plan.kind === 'valid' ? plan.cases.globs : [])))].toSorted();

/** Facts that all sweeps of a project share. */
interface OfAllSweeps {
  readonly ignored: ReadonlySet<string>;
  readonly cases: readonly string[];
  readonly bases: readonly string[];
}

/** The files of a project that any of its sweeps extends. */
function basesIn({ project: { root }, plans }: ProjectPlans): readonly string[] {
  const all = plans.flatMap((plan) => (plan.kind === 'valid' ? (plan.sweep.bases ?? []) : []));
  return [...new Set(all)].filter((file) => root === '.' || file.startsWith(`${root}/`)).toSorted();
}

/** Only a sweep with cases is without those of others: any other may read all files of its project. */
function fill(
  workspaceRoot: string,
  project: Project,
  plan: SweepPlan,
  { ignored, cases: globs, bases }: OfAllSweeps,
): SweepPlan {
  if (plan.kind !== 'valid') return plan;
  const otherCases = plan.sweep.cases === undefined ? undefined : globs;
  return {
    ...plan,
    ...codeAndUnseen(workspaceRoot, project, plan.reached, ignored, otherCases ?? []),
    ...defined({ otherCases, bases: bases.length === 0 ? undefined : bases }),
  };
}
