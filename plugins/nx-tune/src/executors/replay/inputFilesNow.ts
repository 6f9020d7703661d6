import type { InputFiles } from '@nx-tune/runner';
import { type PlannedTrial, taskName } from '@nx-tune/sweep';
import type { ExecutorContext } from '@nx/devkit';

import type { InputsMetadata } from '../../inference/targets/inputsProjects.js';
import { trialTarget } from '../../snapshots/trialTarget.js';
import { madeFiles } from '../inputs/madeFiles.js';
import { toInputFiles } from '../trial/readInputFiles.js';

/**
 * Finds what trials may read, as it is now, by the names of their `inputs` projects. Undefined for one if this release of Nx
 * does not expose what it hashes.
 */
export async function inputFilesNow(
  trials: readonly PlannedTrial[],
  { projectGraph, projectName = '', targetName = '', taskGraph, root }: ExecutorContext,
): Promise<ReadonlyMap<string, InputFiles | undefined>> {
  const { takeSnapshot } = await import('../../snapshots/inputsSnapshot.js');
  const made = taskGraph === undefined ? [] : madeFiles(taskGraph, `${projectName}:${targetName}`, root);
  const read = async (project: string): Promise<InputFiles | undefined> => {
    const metadata = projectGraph.nodes[project]?.data.targets?.['inputs']?.metadata;
    const { coverage } = (metadata ?? {}) as Partial<InputsMetadata>;
    if (coverage === undefined) return undefined;
    try {
      return toInputFiles(root, await takeSnapshot(projectGraph, root, project, made), coverage);
    } catch {
      return undefined;
    }
  };
  const projects = new Set(
    trials.map(({ name }) => trialTarget(projectGraph, taskName(projectName, name)).inputsProject),
  );
  return new Map(await Promise.all([...projects].map(async (project) => [project, await read(project)] as const)));
}
