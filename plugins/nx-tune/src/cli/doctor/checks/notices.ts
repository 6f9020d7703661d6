import type { Facts } from '../facts.js';
import type { DoctorFinding } from '../finding.js';

/** What a run of a sweep says as a note: computed imports, modules that are not found, keys without a meaning. */
export const notices = ({ sweeps }: Facts): DoctorFinding[] =>
  sweeps.flatMap(({ file, notices }) =>
    notices.filter(isNoPlan).map((notice): DoctorFinding => {
      const isUnseen = /run (all )?trials again/.test(notice);
      return {
        severity: isUnseen ? 'warning' : 'note',
        what: notice.startsWith(file) ? notice : `${file}: ${notice}`,
        why: isUnseen
          ? 'Results may be restored that the present code would not give.'
          : 'Each run of the sweep says so, too.',
        remedy: isUnseen
          ? 'Mend the import, or declare the files under "inputs".'
          : 'Change the sweep file, if it is not what you mean.',
      };
    }),
  );

/** What a sweep is going to do is said, too. */
const isNoPlan = (notice: string): boolean => !/^(bayes: |no "run_cap")/.test(notice);
