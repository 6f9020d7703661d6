import type { Facts } from '../facts.js';
import type { DoctorFinding } from '../finding.js';

/** Checks whether nx.json answers if Nx may collect usage data: Nx writes a later answer there, which changes every hash. */
export const analytics = ({ nxJson }: Facts): DoctorFinding[] =>
  typeof nxJson.analytics === 'boolean'
    ? []
    : [
        {
          severity: 'note',
          what: 'nx.json does not say whether Nx may collect usage data',
          why: 'Nx asks the first time that it runs in a terminal, and writes the answer into nx.json, which is part of the hash of every task: all trials run again.',
          remedy: 'Set "analytics" to false or true in nx.json, or run nx g nx-tune:init, which sets it to false.',
        },
      ];
