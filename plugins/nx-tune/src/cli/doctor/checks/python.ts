import type { Facts } from '../facts.js';
import type { DoctorFinding } from '../finding.js';

/** Reports interpreters that commands name and that do not run. */
export const python = ({ sweeps }: Facts): DoctorFinding[] =>
  sweeps.flatMap(({ file, python }) =>
    python === undefined || python.runs
      ? []
      : [
          {
            severity: 'error',
            what: `${file}: ${python.command} does not run`,
            why: 'Every trial fails, and changes to the version of Python or its packages do not run trials again.',
            remedy: 'Install it, or create the environment that the command names.',
          },
        ],
  );
