import type { Facts } from '../facts.js';
import type { Finding } from '../finding.js';

/** Sweep files with mistakes. */
export const sweepFiles = ({ sweeps }: Facts): Finding[] =>
  sweeps
    .flatMap(({ problems }) => problems)
    .map((problem) => ({
      severity: 'error',
      what: problem,
      why: 'The sweep cannot run.',
      remedy: 'Mend the file.',
    }));
