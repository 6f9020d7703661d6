import type { Facts, SweepFacts } from '../facts.js';
import type { DoctorFinding } from '../finding.js';

/** What is committed and should not be, and the other way round. */
export const gitFiles = ({ isGit, sweeps }: Facts): DoctorFinding[] =>
  isGit ? [...outputs(sweeps), ...sweeps.flatMap(lockFindings)] : [];

function outputs(sweeps: readonly SweepFacts[]): DoctorFinding[] {
  const projects = [...new Set(sweeps.filter(({ ignoresOutput }) => !ignoresOutput).map(({ project }) => project))];
  if (projects.length === 0) return [];
  return [
    {
      severity: 'warning',
      what: `git does not ignore the .tune folder of ${projects.join(', ')}`,
      why: 'Results would be committed, and Nx reads each of them on every command.',
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
        why: 'The lock is what others and CI compare their results with.',
        remedy: `Except it from what .gitignore says: "!*.lock.json", and commit it.`,
      },
    ];
  if (!exists || isCommitted) return [];
  return [
    {
      severity: 'note',
      what: `${file} is not committed as it is`,
      why: 'Others and CI compare their results with what is committed.',
      remedy: `git add ${file}, and commit it with the sweep file.`,
    },
  ];
}
