import type { ExecutorContext } from '@nx/devkit';

import { othersVariable } from '../../constants.js';

/**
 * Nx's hash of an `inputs` task as it is while no other run is going on. While there are others, the hash that Nx gives it
 * belongs to this run alone, so that the task is not restored before its turn. Undefined if it cannot be found out.
 */
export async function ownHash(context: ExecutorContext): Promise<string | undefined> {
  const given = process.env['NX_TASK_HASH'] ?? '';
  if ((process.env[othersVariable] ?? '') === '') return given === '' ? undefined : given;
  const { root, projectGraph, projectName, targetName, taskGraph } = context;
  if (taskGraph === undefined || given === '') return undefined;
  try {
    const { hashesOf } = await import('../../snapshots/nxHashes.js');
    const environments = [process.env, { ...process.env, [othersVariable]: '' }];
    const id = `${projectName}:${targetName}`;
    const [same, alone] = await hashesOf(projectGraph, taskGraph, root, id, environments);
    return same === given ? alone : undefined;
  } catch {
    return undefined;
  }
}
