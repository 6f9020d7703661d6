import type { DependencyType, ProjectConfiguration, RawProjectGraphDependency } from '@nx/devkit';

import { trialExecutor } from '../constants.js';
import type { TrialMetadata } from './targets/trialMetadata.js';

/** Loading `@nx/devkit` for this value of an enum would slow every Nx command by a fifth of a second. */
// oxlint-disable-next-line typescript/no-unsafe-enum-assignment
const implicitDependency = 'implicit' as DependencyType.implicit;

/**
 * The projects on which those of trials depend: their targets wait for `^inputs`, `^ask` and `^promote`, the tasks of these projects and
 * of no others.
 */
export function trialDependencies(
  projects: Readonly<Record<string, ProjectConfiguration>>,
): RawProjectGraphDependency[] {
  const all = Object.entries(projects);
  const names = new Map(all.map(([name, { root }]) => [root, name]));
  return all.flatMap(([source, { targets }]) => {
    const { executor, metadata } = targets?.['trial'] ?? {};
    if (executor !== trialExecutor) return [];
    const { inputsRoot = '', waitsFor = [] } = (metadata ?? {}) as Partial<TrialMetadata>;
    return [names.get(inputsRoot) ?? '', ...waitsFor]
      .filter((target) => Object.hasOwn(projects, target))
      .map((target) => ({ source, target, type: implicitDependency }));
  });
}
