import type { Facts } from '../facts.js';
import type { DoctorFinding } from '../finding.js';

/** Interpreters that commands name and that do not run. */
export const python = ({ sweeps }: Facts): DoctorFinding[] =>
  sweeps.flatMap(({ file, python }) =>
    python === undefined || python.runs
      ? []
      : [
          {
            severity: 'error',
            what: `${file}: ${python.command} does not run`,
            why: 'Every trial fails, and its version and packages do not count among what trials depend on.',
            remedy: 'Install it, or create the environment that the command names.',
          },
        ],
  );
