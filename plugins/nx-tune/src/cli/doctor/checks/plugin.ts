import type { Facts } from '../facts.js';
import type { DoctorFinding } from '../finding.js';

/** Checks whether nx-tune is registered with Nx. */
export function plugin({ nxJson, sweeps }: Facts): DoctorFinding[] {
  const { plugins = [] } = nxJson;
  if (sweeps.length === 0 || plugins.some((entry) => (typeof entry === 'string' ? entry : entry.plugin) === 'nx-tune'))
    return [];
  return [
    {
      severity: 'error',
      what: 'nx.json does not list nx-tune as a plugin',
      why: 'Sweep files do not become targets.',
      remedy: 'Run nx g nx-tune:init.',
    },
  ];
}
