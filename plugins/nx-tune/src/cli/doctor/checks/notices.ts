import type { Facts } from '../facts.js';
import type { DoctorFinding } from '../finding.js';

/** Reports the notices of sweeps: computed imports, modules that are not found, keys without effect. */
export const notices = ({ sweeps }: Facts): DoctorFinding[] =>
  sweeps.flatMap(({ file, notices }) =>
    notices.filter(isNoPlan).map((notice): DoctorFinding => {
      const isUnseen = /run (all )?trials again/.test(notice);
      return {
        severity: isUnseen ? 'warning' : 'note',
        what: notice.startsWith(file) ? notice : `${file}: ${notice}`,
        why: isUnseen
          ? 'Results may be restored that the present code would not produce.'
          : 'Each run of the sweep prints this, too.',
        remedy: notice.includes('matches no file')
          ? 'Correct the path: it is relative to the project, or with {workspaceRoot}/ to the workspace.'
          : isUnseen
            ? 'Fix the import, or declare the files under "inputs".'
            : notice.includes('is not read')
              ? 'Move its variables to the file that all sweeps of the project see.'
              : 'Change the sweep file if this is not what you mean.',
      };
    }),
  );

/** Some notices only say what a sweep is going to do. */
const isNoPlan = (notice: string): boolean => !/^(bayes: |no "run_cap")/.test(notice);
