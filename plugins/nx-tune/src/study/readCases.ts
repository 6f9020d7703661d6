import { statSync } from 'node:fs';
import { join, posix } from 'node:path';

import type { Sweep } from '@nx-tune/sweep';

import { isGlob } from '../imports/globMatcher.js';
import { type CaseGlob, findCaseFiles } from './findCaseFiles.js';

/** A problem with the files under `cases`, at a dotted path in the sweep file. */
interface CasesProblem {
  readonly path: string;
  readonly rule: string;
  readonly found: string;
  readonly remedy: string;
}

/** Fills in the cases of a sweep that are files: their paths, relative to the project. */
export function readCases(
  workspaceRoot: string,
  root: string,
  sweep: Sweep,
): { readonly sweep: Sweep } | { readonly problem: CasesProblem } {
  const { caseFiles } = sweep;
  if (caseFiles === undefined) return { sweep };
  const globs = caseFiles.filter((input) => input.kind === 'files');
  const found = globs.map((glob) => findCaseFiles(workspaceRoot, root, glob));
  const empty = found.findIndex((files) => files.length === 0);
  if (empty >= 0) return { problem: noFile(workspaceRoot, root, globs, empty) };
  const files = [...new Set(found.flat())];
  const unusual = files.find((file) => /[\\\p{Cc}]/u.test(file));
  if (unusual !== undefined) return { problem: unusualName(unusual) };
  return { sweep: { ...sweep, cases: files.map((file) => caseOf(root, file)) } };
}

/** The path by which a trial opens a file. A program must not take it for an option. */
function caseOf(root: string, file: string): string {
  const path = posix.relative(root, file);
  return path.startsWith('-') ? `./${path}` : path;
}

function noFile(workspaceRoot: string, root: string, globs: readonly CaseGlob[], index: number): CasesProblem {
  const { glob, from } = globs[index] as CaseGlob;
  const path = `cases.files${globs.length === 1 ? '' : `[${index}]`}`;
  if (isGlob(glob))
    return {
      path,
      rule: 'a glob of cases must match at least one file',
      found: `"${glob}" matches none`,
      remedy: `Globs are relative to ${from === 'workspace' ? 'the workspace' : 'the project'}; * stays within a folder, ** does not.`,
    };
  const isFolder =
    statSync(join(workspaceRoot, from === 'workspace' ? '' : root, glob), { throwIfNoEntry: false })?.isDirectory() ===
    true;
  return {
    path,
    rule: 'the file of a case must exist',
    found: isFolder ? `"${glob}" is a folder` : `"${glob}" does not exist`,
    remedy: isFolder
      ? `Write "${glob}/*" for the files in it.`
      : 'Paths are relative to the project; for values that are not files, write a list: "cases: [a, b]".',
  };
}

const unusualName = (file: string): CasesProblem => ({
  path: 'cases.files',
  rule: 'the file of a case must have a name without backslashes and control characters',
  found: `it is ${JSON.stringify(file)}`,
  remedy: 'Rename it: some systems and tools read such a name differently.',
});
