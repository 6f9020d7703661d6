import { statSync } from 'node:fs';
import { join } from 'node:path';

import type { TargetConfiguration } from '@nx/devkit';
import { matchGlobPaths } from 'nx/src/native/index.js';

import { ignoredFiles } from '../imports/ignoredFiles.js';
import { entriesOf } from '../study/entriesOf.js';

/** A larger project is not searched to its end: this is a hint, and must not make a run wait. */
const mostFiles = 20_000;

/**
 * The files of a project that count as inputs of its trials and were written since a time, relative to the workspace. If a
 * trial writes them, its own hash is another one in the next run, which then computes it again, run after run.
 */
export function writtenInputs(
  workspaceRoot: string,
  root: string,
  inputs: NonNullable<TargetConfiguration['inputs']>,
  sinceMs: number,
): string[] {
  const written = filesIn(workspaceRoot, root === '.' ? '' : root, { left: mostFiles }).filter(
    (file) => (statSync(join(workspaceRoot, file), { throwIfNoEntry: false })?.mtimeMs ?? 0) >= sinceMs,
  );
  if (written.length === 0) return [];
  const unwatched = ignoredFiles(workspaceRoot, written);
  const { watched, fromDisk } = globsOf(inputs);
  const isOf = (globs: readonly string[]): ReadonlySet<string> => matching(globs, written);
  const [plain, read] = [isOf(watched), isOf(fromDisk)];
  return written.filter((file) => read.has(file) || (plain.has(file) && !unwatched.has(file))).toSorted();
}

function matching(globs: readonly string[], files: readonly string[]): ReadonlySet<string> {
  const matches = matchGlobPaths([...globs], [...files]);
  return new Set(files.filter((_, index) => matches[index]));
}

/** The globs of the filesets that Nx takes from its list of files, and of those that it reads from disk. */
function globsOf(inputs: NonNullable<TargetConfiguration['inputs']>): {
  readonly watched: readonly string[];
  readonly fromDisk: readonly string[];
} {
  const plain = (glob: string): string => glob.replace('{workspaceRoot}/', '');
  return {
    watched: inputs.flatMap((input) => (typeof input === 'string' ? [plain(input)] : [])),
    fromDisk: inputs.flatMap((input) =>
      typeof input === 'object' && 'fileset' in input ? [plain(input.fileset)] : [],
    ),
  };
}

const skipped = new Set(['node_modules', '.git', '.nx', '.tune']);

/** A lock that another target of the project is writing just now has such a name until it is whole. */
const halfWritten = /(^|\.)tune\.(lock|curves|known)\.json\.\d+$/;

function filesIn(workspaceRoot: string, folder: string, budget: { left: number }): string[] {
  return entriesOf(join(workspaceRoot, folder)).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (budget.left-- <= 0 || skipped.has(entry.name)) return [];
    if (entry.isDirectory()) return filesIn(workspaceRoot, path, budget);
    return entry.isFile() && !halfWritten.test(entry.name) ? [path] : [];
  });
}
