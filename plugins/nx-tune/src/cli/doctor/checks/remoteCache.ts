import type { Facts } from '../facts.js';
import type { DoctorFinding } from '../finding.js';

/** Checks whether a remote cache shares results with other machines, and is protected. */
export function remoteCache({ env, nxJson, sweeps }: Facts): DoctorFinding[] {
  const server = env['NX_SELF_HOSTED_REMOTE_CACHE_SERVER'] ?? '';
  if (server !== '') return (env['NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN'] ?? '') === '' ? [noToken(server)] : [];
  const isCloud = nxJson.nxCloudId !== undefined || nxJson.nxCloudAccessToken !== undefined;
  const isOther = Object.hasOwn(nxJson, 'tasksRunnerOptions');
  return sweeps.length === 0 || isCloud || isOther ? [] : [notShared];
}

const noToken = (server: string): DoctorFinding => ({
  severity: 'warning',
  what: `NX_SELF_HOSTED_REMOTE_CACHE_SERVER is ${server}, and NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN is not set`,
  why: 'Anyone could write false results to a cache without a token; a cache that asks for one ends the run.',
  remedy: 'Set the token.',
});

const notShared: DoctorFinding = {
  severity: 'note',
  what: 'No remote cache is configured',
  why: 'Other machines, and CI, compute every trial that is not in their own cache.',
  remedy:
    'Set NX_SELF_HOSTED_REMOTE_CACHE_SERVER and NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN, or run npx nx connect for Nx Cloud.',
};
