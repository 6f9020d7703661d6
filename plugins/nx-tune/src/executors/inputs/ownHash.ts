import type { ExecutorContext } from '@nx/devkit';

import { othersVariable } from '../../constants.js';

/**
 * Nx's hash of an `inputs` task as it is while no other run is going on. While there are others, the hash that Nx gives it
 * belongs to this run alone, so that the task is not restored before its turn. Undefined if it cannot be found out.
 */
export async function ownHash(context: ExecutorContext): Promise<string | undefined> {
  const given = givenHash();
  if ((process.env[othersVariable] ?? '') === '' || given === undefined) return given;
  const [same, alone] = await hashesNow(context, [process.env, { ...process.env, [othersVariable]: '' }]);
  return same === given ? alone : undefined;
}

/** True if Nx would still give the task the hash that it gave it. False if that cannot be found out. */
export async function isStillTheHash(context: ExecutorContext): Promise<boolean> {
  const given = givenHash();
  return given !== undefined && (await hashesNow(context, [process.env]))[0] === given;
}

const givenHash = (): string | undefined => process.env['NX_TASK_HASH'] || undefined;

/** The hashes of the task with what lies on the disk now, one for each environment; none if Nx does not let us. */
async function hashesNow(
  { root, projectGraph, projectName, targetName, taskGraph }: ExecutorContext,
  environments: readonly NodeJS.ProcessEnv[],
): Promise<readonly string[]> {
  if (taskGraph === undefined) return [];
  try {
    const { hashesOf } = await import('../../snapshots/nxHashes.js');
    return await hashesOf(projectGraph, taskGraph, root, `${projectName}:${targetName}`, environments);
  } catch {
    return [];
  }
}
