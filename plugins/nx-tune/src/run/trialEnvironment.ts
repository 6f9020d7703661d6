import type { ProjectGraph } from '@nx/devkit';
import { getGraphTimeDotEnvForTask } from 'nx/src/tasks-runner/task-env.js';

import { dotenvTarget } from '../inference/targets/dotenvFiles.js';

/**
 * The environment variables that the `.env` files of a project add to those of this process, by Nx's own rules. Nx itself
 * reads such files for the root folder of a task's project, which for a trial is a folder under `.tune`.
 */
export function trialEnvironment(graph: ProjectGraph, projectRoot: string): Readonly<Record<string, string>> {
  const read = known.get(graph) ?? new Map<string, Readonly<Record<string, string>>>();
  known.set(graph, read);
  const variables = read.get(projectRoot) ?? addedVariables(projectRoot);
  read.set(projectRoot, variables);
  return variables;
}

/** The files are read once for each run of Nx, which has a graph of its own. */
const known = new WeakMap<ProjectGraph, Map<string, Readonly<Record<string, string>>>>();

function addedVariables(projectRoot: string): Readonly<Record<string, string>> {
  const folder = projectRoot === '.' ? '' : projectRoot;
  const env = getGraphTimeDotEnvForTask(folder, dotenvTarget, undefined, undefined, process.env);
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value === undefined || value === process.env[name] ? [] : [[name, value] as const],
    ),
  );
}
