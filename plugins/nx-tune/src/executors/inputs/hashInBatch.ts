import type { ExecutorContext } from '@nx/devkit';

import { othersVariable } from '../../constants.js';

/**
 * Nx's hash of an `inputs` task as it is while no other run is going on. Nx does not give a batch the hashes of its tasks, so its
 * hasher is asked again. Undefined if this release of Nx does not expose it: then there is no journal.
 */
export async function hashInBatch(context: ExecutorContext): Promise<string | undefined> {
  const { root, projectGraph, projectName, targetName, taskGraph } = context;
  const id = `${projectName}:${targetName}`;
  if (taskGraph === undefined) return undefined;
  try {
    const { taskEnvironment, hashesOf } = await import('../../snapshots/nxHashes.js');
    const env = { ...taskEnvironment(projectGraph, taskGraph, id), [othersVariable]: '' };
    const [hash] = await hashesOf(projectGraph, taskGraph, root, id, [env]);
    return hash;
  } catch {
    return undefined;
  }
}
