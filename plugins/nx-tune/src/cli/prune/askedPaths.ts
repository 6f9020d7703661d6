import type { TargetConfiguration } from '@nx/devkit';

import { inferProjects } from '../../inference/targets/inferProjects.js';
import type { SweepPlan } from '../../inference/sweepPlan.js';
import type { Project } from '../../study/project.js';

/** The paths under a project's `.tune` that tasks of its sweeps write, relative to the workspace. */
export function askedPaths(project: Project, plans: readonly SweepPlan[]): ReadonlySet<string> {
  const projects = Object.entries(inferProjects(project, plans)).filter(([root]) => root !== project.root);
  return new Set(
    projects.flatMap(([root, { targets = {} }]) => [root, ...Object.values(targets).flatMap(outputsElsewhere)]),
  );
}

const prefix = '{workspaceRoot}/';

/** The outputs of a task outside its own folder. */
const outputsElsewhere = ({ outputs = [] }: TargetConfiguration): string[] =>
  outputs.filter((output) => output.startsWith(prefix)).map((output) => output.slice(prefix.length));
