import type { Facts } from '../facts.js';
import type { DoctorFinding } from '../finding.js';

/** Sweep files with mistakes. */
export const sweepFiles = ({ sweeps }: Facts): DoctorFinding[] =>
  sweeps
    .flatMap(({ problems }) => problems)
    .map((problem) => ({
      severity: 'error',
      what: problem,
      why: 'The sweep cannot run.',
      remedy: 'Mend the file.',
    }));
