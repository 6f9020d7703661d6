import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';

import type { DeclaredInput, Undeclared } from '@nx-tune/sweep';
import ignore from 'ignore';

import { ignoredByGit } from './ignoredByGit.js';

/** Inputs that trials of a sweep read, or may have read, without declaring them. */
export interface UndeclaredInputs {
  readonly inputs: readonly UndeclaredInput[];
  /** The reasons why it is not known what else they read. */
  readonly unknown: readonly string[];
}

export interface UndeclaredInput {
  /** The element of `inputs` that declares it: relative to the project, or to the workspace if it lies elsewhere. */
  readonly input: string;
  /** True if git ignores it, so that nobody else has it. */
  readonly isIgnored: boolean;
}

/** Finds what a sweep file must declare, from what its trials were seen to read. Leaves out what is declared meanwhile, or gone. */
export function undeclaredInputs(
  workspaceRoot: string,
  root: string,
  declared: readonly DeclaredInput[],
  found: readonly Undeclared[],
): UndeclaredInputs {
  const files = withDeepFolders([...new Set(found.flatMap((one) => one.files))], root)
    .filter((file) => existsSync(join(workspaceRoot, file.replace(/(^|\/)(\*\*\/)?\*$/, ''))))
    .filter((file) => !declared.some((input) => declares(input, root, file)))
    .sort();
  const ignored = ignoredByGit(workspaceRoot, files);
  return {
    inputs: files.map((file) => ({ input: inputOf(file, root), isIgnored: ignored.has(file) })),
    unknown: [...new Set(found.flatMap((one) => one.unknown ?? []))],
  };
}

/**
 * A folder that is listed together with folders in it is declared with all that is below: a folder that is added to it, such as
 * one more class of a data set, then needs no declaration of its own. Not so the whole project.
 */
function withDeepFolders(files: readonly string[], root: string): readonly string[] {
  const listed = files
    .flatMap((file) => /^(.+)\/\*$/.exec(file)?.[1] ?? [])
    .filter((folder) => !folder.endsWith('/**'));
  const deep = listed.filter(
    (folder) => !`${root}/`.startsWith(`${folder}/`) && listed.some((other) => other.startsWith(`${folder}/`)),
  );
  const isBelow = (file: string): boolean => deep.some((folder) => file.startsWith(`${folder}/`));
  const highest = deep.filter((folder) => !isBelow(folder));
  return [...files.filter((file) => !isBelow(file)), ...highest.map((folder) => `${folder}/**/*`)];
}

function inputOf(file: string, root: string): string {
  const path = posix.relative(root, file);
  return path.startsWith('..') ? `{workspaceRoot}/${escapeGlob(file)}` : escapeGlob(path);
}

/** A file's name may hold characters that are special in a glob, or end a line; the last parts of a listed folder are a glob. */
const escapeGlob = (file: string): string => file.replace(/[[\]{}()!?\p{Cc}]|\*(?!$|\*?\/\*$)/gu, '?');

/** The rules of a `.gitignore` are near enough to Nx's globs: where they say less, a line is added that is not needed. */
function declares(input: DeclaredInput, root: string, file: string): boolean {
  if (input.kind === 'env') return false;
  const glob = input.from === 'workspace' ? input.glob : posix.join(root, input.glob);
  if (glob === file) return true;
  // A rule of a `.gitignore` takes everything in a folder, a glob only what it names.
  const isAsDeep = glob.includes('**') || glob.split('/').length === file.split('/').length;
  return isAsDeep && ignore().add(`/${glob}`).ignores(file);
}
