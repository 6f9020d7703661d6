import type { Facts, SweepFacts } from '../facts.js';
import type { DoctorFinding } from '../finding.js';

/** Reports files that git should ignore and does not, and files that should be committed and are not. */
export const gitFiles = ({ isGit, sweeps }: Facts): DoctorFinding[] =>
  isGit ? [...outputs(sweeps), ...sweeps.flatMap(lockFindings)] : [];

function outputs(sweeps: readonly SweepFacts[]): DoctorFinding[] {
  const projects = [...new Set(sweeps.filter(({ ignoresOutput }) => !ignoresOutput).map(({ project }) => project))];
  if (projects.length === 0) return [];
  return [
    {
      severity: 'warning',
      what: `git does not ignore the .tune folder of ${projects.join(', ')}`,
      why: 'Results would be committed, and Nx would read each of them on every command.',
      remedy: 'Add a line ".tune/" to .gitignore, or run nx g nx-tune:init.',
    },
  ];
}

function lockFindings({ lock: { file, exists, isIgnored, isCommitted } }: SweepFacts): DoctorFinding[] {
  if (isIgnored)
    return [
      {
        severity: 'warning',
        what: `git ignores ${file}`,
        why: 'Others, and CI, compare their results with the lock.',
        remedy: `Add a line "!*.lock.json" to .gitignore, and commit the lock.`,
      },
    ];
  if (!exists || isCommitted) return [];
  return [
    {
      severity: 'note',
      what: `${file} is not committed in its present state`,
      why: 'Others, and CI, compare their results with the committed lock.',
      remedy: `git add ${file}, and commit it with the sweep file.`,
    },
  ];
}
