import type { ProjectGraph, TaskGraph } from '@nx/devkit';
import type { NxJsonConfiguration } from 'nx/src/config/nx-json.js';
import { HashPlanner } from 'nx/src/native/index.js';
import { transformProjectGraphForRust } from 'nx/src/native/transform-objects.js';

import { isTrial } from './trialTarget.js';

/**
 * Plans what hashes are made of as Nx does, but leaves out the trials that are not in the task graph at hand. Nx goes through all
 * projects for each task that has ignored files as inputs, and nothing in the hash of a task is about a trial that it does not wait for.
 */
export class PartPlanner extends HashPlanner {
  constructor(
    private readonly nxJson: NxJsonConfiguration,
    private readonly graph: ProjectGraph,
  ) {
    super(nxJson, transformProjectGraphForRust(graph));
  }

  override getPlansReference(
    ...[ids, taskGraph, ...others]: Parameters<HashPlanner['getPlansReference']>
  ): ReturnType<HashPlanner['getPlansReference']> {
    const part = withoutOtherTrials(this.graph, taskGraph as TaskGraph);
    if (part === undefined) return super.getPlansReference(ids, taskGraph, ...others);
    const planner = new HashPlanner(this.nxJson, transformProjectGraphForRust(part));
    return planner.getPlansReference(ids, taskGraph, ...others);
  }
}

/** The graph without the trials that are not in a task graph; undefined if all are. */
function withoutOtherTrials(graph: ProjectGraph, { tasks }: TaskGraph): ProjectGraph | undefined {
  const wanted = new Set(Object.values(tasks).map(({ target }) => target.project));
  const all = Object.entries(graph.nodes);
  const kept = all.filter(([name]) => wanted.has(name) || !isTrial(graph, name));
  if (kept.length === all.length) return undefined;
  const dependencies = kept.map(([name]) => [name, graph.dependencies[name] ?? []] as const);
  return { ...graph, nodes: Object.fromEntries(kept), dependencies: Object.fromEntries(dependencies) };
}
