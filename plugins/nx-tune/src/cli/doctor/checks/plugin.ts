import type { Facts } from '../facts.js';
import type { DoctorFinding } from '../finding.js';

/** Whether Nx knows nx-tune at all. */
export function plugin({ nxJson, sweeps }: Facts): DoctorFinding[] {
  const { plugins = [] } = nxJson;
  if (sweeps.length === 0 || plugins.some((entry) => (typeof entry === 'string' ? entry : entry.plugin) === 'nx-tune'))
    return [];
  return [
    {
      severity: 'error',
      what: 'nx.json does not name nx-tune among its plugins',
      why: 'Sweep files make no targets.',
      remedy: 'Run nx g nx-tune:init.',
    },
  ];
}
