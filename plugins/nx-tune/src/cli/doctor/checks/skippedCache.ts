import type { Facts } from '../facts.js';
import type { DoctorFinding } from '../finding.js';

/** Checks whether the environment keeps Nx from using its cache. */
export const skippedCache = ({ env }: Facts): DoctorFinding[] =>
  ['NX_SKIP_NX_CACHE', 'NX_DISABLE_NX_CACHE', 'NX_SKIP_REMOTE_CACHE', 'NX_DISABLE_REMOTE_CACHE']
    .filter((name) => env[name] === 'true')
    .map((name) => ({
      severity: 'warning',
      what: `${name} is set`,
      why: name.includes('REMOTE') ? 'No trial is restored from the remote cache.' : 'Every run computes every trial.',
      remedy: `Unset it, or run a command without it: env -u ${name} npx nx tune <project>.`,
    }));
