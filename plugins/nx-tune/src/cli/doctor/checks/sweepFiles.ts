import type { Facts } from '../facts.js';
import type { DoctorFinding } from '../finding.js';

/** Reports sweep files with mistakes. */
export const sweepFiles = ({ sweeps }: Facts): DoctorFinding[] =>
  sweeps
    .flatMap(({ problems }) => problems)
    .map((problem) => ({
      severity: 'error',
      what: problem,
      why: 'The sweep cannot run.',
      remedy: 'Fix the sweep file.',
    }));
