import { canonicalJson, defined, type Json } from '@nx-tune/search';

import type { Sweep } from '../../model/sweep.js';
import type { FileFinding } from '../finding.js';
import { showValue } from '../problem.js';
import type { CaseFilesEntry, CasesEntry, CaseValue } from '../schema/casesEntry.js';
import type { SweepFile } from '../schema/sweepKeys.js';
import { fileInput } from './normalizeInput.js';

type Cases = Pick<Sweep, 'cases' | 'caseFiles' | 'aggregate'>;

/** Normalizes `cases` and `aggregate`. Which files there are is found out later: the parser does not read the disk. */
export function normalizeCases(file: SweepFile): { readonly value: Cases; readonly problems: readonly FileFinding[] } {
  const { cases, aggregate } = file;
  if (cases === undefined) return { value: {}, problems: aggregate === undefined ? [] : [needsCases(aggregate)] };
  const problems = [...withBudget(file), ...shapeProblems(cases)];
  if (problems.length > 0) return { value: {}, problems };
  const chosen = defined({ aggregate });
  if (isList(cases)) return { value: { cases, ...chosen }, problems: duplicates(cases) };
  const read = filesOf(cases).map((glob, index) =>
    fileInput(glob, ['cases', 'files', ...(typeof cases.files === 'string' ? [] : [index])], 'cases'),
  );
  const caseFiles = read.flatMap((one) => one.value ?? []).filter((input) => input.kind === 'files');
  return { value: { caseFiles, ...chosen }, problems: read.flatMap((one) => one.problems ?? []) };
}

const isList = (cases: CasesEntry): cases is readonly CaseValue[] => Array.isArray(cases);
const filesOf = ({ files }: CaseFilesEntry): readonly string[] => (typeof files === 'string' ? [files] : files);

const needsCases = (aggregate: string): FileFinding => ({
  at: ['aggregate'],
  rule: '"aggregate" is only for a sweep with "cases"',
  found: `aggregate is ${aggregate}, and there are no cases`,
  remedy: 'Add "cases", or remove it: replicates are always ranked by their mean.',
});

/** Finds files in the middle of a list. */
function shapeProblems(cases: CasesEntry): FileFinding[] {
  if (!isList(cases)) return [];
  return cases.flatMap((value, index) =>
    typeof value === 'object' && Object.keys(value).join() === 'files'
      ? {
          at: ['cases', index],
          rule: '{ files } replaces the list of cases, and cannot be an entry of it',
          found: `it is entry ${index + 1} of the list`,
          remedy: 'Write "cases: { files: [...] }", with all globs and paths in one list.',
        }
      : [],
  );
}

function duplicates(cases: readonly Json[]): FileFinding[] {
  const texts = cases.map((value) => canonicalJson(value));
  return texts.flatMap((text, index) => {
    const first = texts.indexOf(text);
    return first === index
      ? []
      : {
          at: ['cases', index],
          rule: 'no two cases may be equal',
          found: `cases ${first + 1} and ${index + 1} are both ${showValue(cases[index])}`,
          remedy: 'Remove one of them; to run each several times, use "replicates".',
        };
  });
}

function withBudget({ budget, early_terminate }: SweepFile): FileFinding[] {
  const found =
    early_terminate !== undefined
      ? 'there is "early_terminate"'
      : budget === undefined
        ? undefined
        : 'there is a "budget"';
  return found === undefined
    ? []
    : [
        {
          at: ['cases'],
          rule: '"cases" and rungs cannot be combined',
          found,
          remedy:
            'Remove "budget" and "early_terminate"; with a method that knows its trials in advance, "race: true" stops configurations early, too.',
        },
      ];
}
