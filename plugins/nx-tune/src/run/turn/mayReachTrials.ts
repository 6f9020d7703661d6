import type { ProjectGraph } from '@nx/devkit';

import { trialExecutor } from '../../constants.js';

/**
 * True if a command line may run trials: a word of it names a target from which `dependsOn` leads to trials, in whatever project.
 */
export function mayReachTrials({ nodes }: Pick<ProjectGraph, 'nodes'>, command: string): boolean {
  const words = new Set(command.split(/[\s:,=]+/));
  return [...targetsBeforeTrials(nodes)].some((target) => words.has(target));
}

/** The names of all targets from which `dependsOn` leads to trials. */
function targetsBeforeTrials(nodes: ProjectGraph['nodes']): ReadonlySet<string> {
  const targets = Object.values(nodes).flatMap(({ data }) => Object.entries(data.targets ?? {}));
  const needs = new Map<string, Set<string>>();
  const found = new Set<string>();
  for (const [name, { executor, dependsOn = [] }] of targets) {
    if (executor === trialExecutor) found.add(name);
    const needed = dependsOn.map((entry) => (typeof entry === 'string' ? entry : entry.target));
    needs.set(name, new Set([...(needs.get(name) ?? []), ...needed.map((target) => target.replace(/^.*[\^:]/, ''))]));
  }
  for (let size = -1; size < found.size;) {
    size = found.size;
    for (const [name, needed] of needs) if ([...needed].some((target) => found.has(target))) found.add(name);
  }
  return found;
}
