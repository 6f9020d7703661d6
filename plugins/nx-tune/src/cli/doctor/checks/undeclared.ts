import { shellWord } from '../../../escape/shellWord.js';
import type { Facts, SweepFacts } from '../facts.js';
import type { DoctorFinding } from '../finding.js';

/** Reports what trials read, or may have read, that the sweep file does not declare. */
export const undeclared = ({ sweeps }: Facts): DoctorFinding[] =>
  sweeps.flatMap((sweep) => [...undeclaredFiles(sweep), ...unknownReads(sweep)]);

function undeclaredFiles({ project, file, undeclared: { inputs }, allowsUndeclared }: SweepFacts): DoctorFinding[] {
  if (inputs.length === 0) return [];
  const listed = inputs.map(({ input, isIgnored }) => `${input}${isIgnored ? ' (ignored by git)' : ''}`).join(', ');
  return [
    {
      severity: allowsUndeclared ? 'note' : 'warning',
      what: `${file}: trials read what "inputs" does not declare: ${listed}`,
      why: consequence(allowsUndeclared),
      remedy: `Add it to "inputs", or run npx nx-tune doctor ${shellWord(project)} --fix.`,
    },
  ];
}

function unknownReads({ project, file, undeclared: { unknown }, allowsUndeclared }: SweepFacts): DoctorFinding[] {
  return unknown.map((why) => ({
    severity: allowsUndeclared ? 'note' : 'warning',
    what: `${file}: it is not known what trials read, since ${why}`,
    why: consequence(allowsUndeclared),
    remedy: allowsUndeclared
      ? `npx nx-tune doctor ${shellWord(project)} --trace lists what one trial reads.`
      : `Start the program so that it can be watched; or declare what npx nx-tune doctor ${shellWord(project)} --trace lists, and set "undeclared: allow".`,
  }));
}

const consequence = (isAllowed: boolean): string =>
  isAllowed
    ? 'The results are cached all the same ("undeclared: allow"), so a change of it leaves stale results.'
    : 'The results are not cached, since a change of it would not be noticed.';
